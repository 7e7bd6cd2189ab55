// What layer `app` has written to the azd environment.
using 'main.bicep'

param communicationServiceName = readEnvironmentVariable('COMMUNICATION_SERVICE_NAME')
param appName = readEnvironmentVariable('APP_NAME')
param dataStorageName = readEnvironmentVariable('DATA_STORAGE_NAME')
param tags = { 'azd-env-name': readEnvironmentVariable('AZURE_ENV_NAME') }
