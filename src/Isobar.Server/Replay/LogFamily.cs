namespace Isobar.Server.Replay;

/// <summary>The kind of server that wrote a log, as far as advice on its configuration differs.</summary>
internal enum LogFamily
{
    /// <summary>Not known, or without advice of its own.</summary>
    Other,

    /// <summary>nginx.</summary>
    Nginx,

    /// <summary>Apache httpd.</summary>
    Apache,

    /// <summary>A format that nginx and Apache share.</summary>
    NginxOrApache,

    /// <summary>HAProxy.</summary>
    HaProxy,

    /// <summary>Cloudflare Logpush, whose fields are chosen.</summary>
    Cloudflare,

    /// <summary>A provider's format that nobody can add fields to.</summary>
    Fixed,

    /// <summary>Flow records: addresses and bytes, nothing of requests.</summary>
    Flow,
}
