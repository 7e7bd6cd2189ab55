// An app whose entry module throws: the host must not start.
throw new Error('CONFIG_MISSING');
