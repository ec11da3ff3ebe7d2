namespace Isobar.Server.Hosting;

/// <summary>A part of the server that lets callers in by itself: it is asked before names are filtered, as a signed request may come under any name.</summary>
/// <param name="Takes">Whether a request is for it.</param>
/// <param name="HandleAsync">Answers the request.</param>
internal sealed record ServedApi(Func<HttpContext, bool> Takes, RequestDelegate HandleAsync);
