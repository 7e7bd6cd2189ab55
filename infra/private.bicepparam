// Everything that can be asked for, at once: what the tests see of it beside main.bicepparam. Nothing is deployed by it.
using 'main.bicep'

param environmentName = 'sample'
param location = 'westeurope'
param apiClientId = '000000a0-0000-4000-8000-0000000000a0'
param operatorTenantId = '000000f0-0000-4000-8000-0000000000f0'
param portalClientId = '000000b0-0000-4000-8000-0000000000b0'
param isPrivate = true
param nodeVersion = '24'
param alwaysReadyForRequests = 2
param dataRedundancy = 'Standard_GZRS'
param lockData = true
param publicBaseUrl = 'https://customers.contoso.example'
param graphUrl = 'https://graph.microsoft.com'
param mailDataLocation = 'Europe'
param mailDomain = 'mail.contoso.example'
param isMailDomainVerified = true
param mailsPerMinute = 60
param mailsPerHour = 600
param alertEmail = 'operations@contoso.example'
