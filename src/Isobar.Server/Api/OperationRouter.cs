using Isobar.Server.Api.Access;

namespace Isobar.Server.Api;

/// <summary>Finds the operation of a method and a path as it travelled: labels are decoded only when the path has been cut at its slashes.</summary>
internal sealed class OperationRouter
{
    private const string Label = "{}";

    private readonly (IOperation Operation, string[] Segments)[] _routes;

    /// <param name="operations">All operations.</param>
    public OperationRouter(IEnumerable<IOperation> operations) =>
        _routes = [.. operations.Select(operation => (operation, operation.Path.Split('/')))];

    /// <summary>Whether a path is one of the API's, whether there is such an operation or not.</summary>
    public static bool IsOfApi(string path) =>
        path.StartsWith("/v20210603/", StringComparison.Ordinal) || path.StartsWith("/tags/", StringComparison.Ordinal);

    /// <summary>The names of errors on a path.</summary>
    public static ErrorFamily FamilyOf(string path) => path.StartsWith("/tags/", StringComparison.Ordinal) ? ErrorFamily.Tags : ErrorFamily.Monitors;

    /// <summary>The operation, with the values of its labels; null where there is none.</summary>
    public (IOperation Operation, string[] Labels)? Find(string method, string path)
    {
        string[] segments = path.Split('/');
        foreach ((IOperation operation, string[] route) in _routes)
        {
            if (operation.Method == method && Match(route, segments) is string[] labels)
            {
                return (operation, labels);
            }
        }
        return null;
    }

    private static string[]? Match(string[] route, string[] segments)
    {
        if (route.Length != segments.Length)
        {
            return null;
        }
        List<string> labels = [];
        for (int i = 0; i < route.Length; i++)
        {
            if (route[i] == Label)
            {
                labels.Add(RawTarget.DecodeText(segments[i]));
            }
            else if (route[i] != segments[i])
            {
                return null;
            }
        }
        return [.. labels];
    }
}
