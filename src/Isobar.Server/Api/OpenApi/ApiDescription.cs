using System.Text.RegularExpressions;
using Isobar.Server.Api.Wire;
using Isobar.Server.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Isobar.Server.Api.OpenApi;

/// <summary>
/// What `/openapi` tells: the server's own endpoints, which the framework describes, and the operations of the service that have extensions. The service's other operations
/// are described by its own models.
/// </summary>
internal static partial class ApiDescription
{
    /// <summary>Where it is served.</summary>
    public const string Path = "/openapi";

    private const string SchemeName = "SigV4", Json = "application/json";

    /// <summary>Adds what makes the description.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default);
            options.SerializerOptions.PropertyNamingPolicy = null;
        });
        services.AddOpenApi(options => options.AddDocumentTransformer(DescribeAsync));
    }

    /// <summary>Serves it.</summary>
    public static void Map(WebApplication app) => app.MapOpenApi(Path);

    private static async Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info = new()
        {
            Title = "Isobar",
            Version = MetricsPage.Version,
            Description = "Endpoints of the server, and the extensions of the API that it shares with Amazon CloudWatch Internet Monitor.",
        };
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[SchemeName] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "Authorization", Description = "AWS Signature Version 4, service internetmonitor.",
        };
        foreach (ExtendedOperation operation in ExtendedOperation.All)
        {
            if (!document.Paths.TryGetValue(operation.Path, out IOpenApiPathItem? item))
            {
                item = new OpenApiPathItem();
                document.Paths.Add(operation.Path, item);
            }
            ((OpenApiPathItem)item).AddOperation(operation.Method, await DescribeAsync(operation, document, context, cancel));
        }
    }

    private static async Task<OpenApiOperation> DescribeAsync(
        ExtendedOperation operation, OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        IOpenApiSchema answer = operation.Response is null
            ? new OpenApiSchema { Type = JsonSchemaType.Object } : await context.GetOrCreateSchemaAsync(operation.Response, null, cancel);
        OpenApiOperation described = new()
        {
            OperationId = operation.Name,
            Summary = operation.Summary,
            Parameters =
            [
                .. Label().Matches(operation.Path).Select(label => new OpenApiParameter
                {
                    Name = label.Groups[1].Value, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                }),
                .. operation.Parameters.Select(parameter => new OpenApiParameter
                {
                    Name = parameter.Name, In = ParameterLocation.Query, Description = parameter.Description, Schema = new OpenApiSchema { Type = parameter.Type, Format = parameter.Format },
                }),
            ],
            Responses = new() { ["200"] = new OpenApiResponse { Description = "Done.", Content = Content(answer) } },
            Security = [new() { [new OpenApiSecuritySchemeReference(SchemeName, document)] = [] }],
        };
        if (operation.Request is not null)
        {
            described.RequestBody = new OpenApiRequestBody { Required = true, Content = Content(await context.GetOrCreateSchemaAsync(operation.Request, null, cancel)) };
        }
        return described;
    }

    private static Dictionary<string, OpenApiMediaType> Content(IOpenApiSchema schema) => new() { [Json] = new OpenApiMediaType { Schema = schema } };

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Label();
}
