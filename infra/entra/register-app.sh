#!/usr/bin/env bash
# Registers the API in Entra, or brings its registration up to date: roles, scope and v2 tokens as in api.json, so that
# the client ID is every token's audience. Prints what azd is to be told. Needs `az login`, in the tenant of whoever
# operates the app, as somebody who may register applications.
#   register-app.sh                          before the first `azd up`
#   register-app.sh https://HOST/portal      after it, to sign in to the page with the same registration
set -euo pipefail
cd "$(dirname "$0")"

applications='https://graph.microsoft.com/v1.0/applications'
registration="$applications(uniqueName='mci-engagement-customers')"

patch() {
  az rest --method patch --url "$registration" --headers Prefer=create-if-missing Content-Type=application/json \
    --body "$1" --output none
}

patch @api.json
client_id=$(az rest --method get --url "$registration" --query appId --output tsv)
patch "{\"identifierUris\": [\"api://$client_id\"]}"
if [ -n "${1:-}" ]; then
  patch "{\"spa\": {\"redirectUris\": [\"$1\"]}}"
fi
# Its service principal: what roles are assigned on in this tenant.
az ad sp show --id "$client_id" --output none 2>/dev/null || az ad sp create --id "$client_id" --output none

echo "azd env set API_CLIENT_ID $client_id"
echo "azd env set OPERATOR_TENANT_ID $(az account show --query tenantId --output tsv)"
if [ -n "${1:-}" ]; then
  echo "azd env set PORTAL_CLIENT_ID $client_id"
fi
