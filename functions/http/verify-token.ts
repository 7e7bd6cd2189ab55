// A token's signature and standard claims, checked against the issuer's key set.
import type { errors, JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose' with {
  'resolution-mode': 'import',
};

/** Throws `InvalidToken` for what is wrong with the token, `KeysUnavailable` for what is wrong with the key set. */
export type VerifyToken = (token: string) => Promise<JWTPayload>;

/** The message says what is wrong, to be told to the caller. */
export class InvalidToken extends Error {
  override readonly name = 'InvalidToken';
}

/** The keys can't be had: nobody can be let in, and nobody can be refused. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

export function createVerifyToken(keySetUrl: string, options: JWTVerifyOptions): VerifyToken {
  const jose = import('jose');
  const keySet = jose.then(({ createRemoteJWKSet }) => createRemoteJWKSet(new URL(keySetUrl)));

  const keyOf: JWTVerifyGetKey = async (header, token) => {
    const { JWKSNoMatchingKey, JWKSMultipleMatchingKeys } = (await jose).errors;
    try {
      return await (
        await keySet
      )(header, token);
    } catch (error) {
      if (error instanceof JWKSNoMatchingKey || error instanceof JWKSMultipleMatchingKeys)
        throw error;
      throw new KeysUnavailable('the key set can’t be read', { cause: error });
    }
  };

  /** Where several keys have the token's key ID, each is tried. */
  async function verified(token: string): Promise<JWTPayload> {
    const { jwtVerify, errors: kinds } = await jose;
    try {
      return (await jwtVerify(token, keyOf, options)).payload;
    } catch (error) {
      if (!(error instanceof kinds.JWKSMultipleMatchingKeys)) throw error;
      for await (const key of error) {
        try {
          return (await jwtVerify(token, key, options)).payload;
        } catch (failure) {
          if (!(failure instanceof kinds.JWSSignatureVerificationFailed)) throw failure;
        }
      }
      throw new kinds.JWSSignatureVerificationFailed();
    }
  }

  return async (token) => {
    const { errors: kinds } = await jose;
    try {
      return await verified(token);
    } catch (error) {
      if (!(error instanceof kinds.JOSEError)) throw error;
      throw new InvalidToken(whatIsWrong(error, kinds), { cause: error });
    }
  };
}

function whatIsWrong(error: unknown, kinds: typeof errors): string {
  if (error instanceof kinds.JWTExpired) return 'The token has expired.';
  if (error instanceof kinds.JWTClaimValidationFailed) {
    const { claim, reason } = error;
    if (reason === 'missing') return `The token lacks the claim ${claim}.`;
    if (claim === 'aud') return 'The token is for another audience (aud).';
    if (claim === 'nbf') return 'The token is not valid yet.';
  }
  const isSignature =
    error instanceof kinds.JWKSNoMatchingKey ||
    error instanceof kinds.JWSSignatureVerificationFailed;
  return isSignature ? 'No key of the issuer has signed the token.' : 'The token is not valid.';
}
