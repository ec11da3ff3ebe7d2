using Microsoft.AspNetCore.Hosting.StaticWebAssets;

namespace Isobar.Server.Web;

/// <summary>The console's files, as its own build left them beside the program, and the headers that go with them.</summary>
internal static class ConsoleFiles
{
    private const string Assets = "/assets", Index = "index.html";

    private const string Policy =
        "default-src 'self'; style-src 'self'; font-src 'self' data:; img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
        + "form-action 'self'; frame-ancestors 'none'";

    private const string NotBuilt = """
        The console is not built. It needs Node.js 20.19 or newer:

          ./isobar up                                     builds what is missing
          dotnet build src/Isobar.Server                  builds it (but for -p:BuildUi=false)

        What is served all the same:

        /metrics  counters for Prometheus
        /health   whether all is well, and what is not
        /openapi  a description of these, of /api, and of the extensions of the API

        """;

    /// <summary>The program's name, by which the build calls what it says of the files.</summary>
    public static string Name { get; } = typeof(ConsoleFiles).Assembly.GetName().Name!;

    /// <summary>Lets files be found where a build left them: only a published program has them beside it.</summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, $"{Name}.staticwebassets.runtime.json")))
        {
            StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        }
    }

    /// <summary>Whether the console was built.</summary>
    public static bool AreThere(WebApplication app) => app.Environment.WebRootFileProvider.GetFileInfo(Index).Exists;

    /// <summary>Serves the files; each page of the console is the same file.</summary>
    public static void Map(WebApplication app)
    {
        if (!AreThere(app))
        {
            app.MapGet("/", () => Results.Text(NotBuilt)).WithName("Index").WithSummary("What is served.").Produces<string>(contentType: "text/plain");
            return;
        }
        app.MapStaticAssets(Path.Combine(AppContext.BaseDirectory, $"{Name}.staticwebassets.endpoints.json"));
        app.MapFallbackToFile("{*path:nonfile}", Index);
        // Names of monitors may look like those of files.
        app.MapFallbackToFile("/monitors/{**rest}", Index);
    }

    /// <summary>Headers of every answer: what pages may do, and how long files may be kept.</summary>
    public static Task AddHeadersAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            IHeaderDictionary headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "no-referrer";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            PathString path = context.Request.Path;
            if (path.StartsWithSegments(Assets))
            {
                // Their names change with their content; an error must not be kept under a name that will be right.
                bool isFile = context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status206PartialContent or StatusCodes.Status304NotModified;
                headers.CacheControl = isFile ? "public,max-age=31536000,immutable" : "no-store";
            }
            else if (headers.CacheControl.Count == 0 || !path.StartsWithSegments(ConsoleRoutes.Prefix))
            {
                headers.CacheControl = headers.CacheControl == "no-store" ? "no-store" : "no-cache";
            }
            return Task.CompletedTask;
        });
        return next(context);
    }
}
