namespace Isobar.Core.Traffic;

/// <summary>
/// Tells the traffic of scanners and probes from that of users. Such traffic comes from hosting networks and mostly fails, so a reader of a report must know
/// how much of it there is. It is an estimate by plain signs: it names what says its own name or asks for what only intruders ask for.
/// </summary>
/// <remarks>
/// Answers below 400 are judged by the user agent alone, which for a browser's takes about ten nanoseconds (others: one per byte); only failed requests are judged by their path.
/// The rule is in `docs/replay.md`; the signs were collected from what public servers log day by day.
/// </remarks>
public static class ScannerSigns
{
    /// <summary>Names that tools and survey projects give in their user agent, and exploits carried in it.</summary>
    private static readonly SignSet s_agents = new(
    [
        // Port and protocol scanners.
        "zgrab", "masscan", "nmap scripting", "nmap nse", "l9explore", "l9tcpid", "leakix",
        // Vulnerability scanners and content guessers.
        "nuclei", "nikto", "sqlmap", "wpscan", "gobuster", "dirbuster", "dirsearch", "feroxbuster", "fuzz faster u fool", "ffuf/", "wfuzz", "acunetix",
        "netsparker", "nessus", "openvas", "qualys", "arachni", "w3af", "skipfish", "whatweb", "metasploit", "httpx - ", "laravelscanner", "zmeu", "jorgee",
        // Surveys of the whole address space.
        "censys", "palo alto networks", "expanse", "shodan", "internet-measurement", "internetmeasurement", "genomecrawler", "getodin", "onlyscans",
        "cypex.ai", "projectdiscovery", "criminalip", "stretchoid", "netsystemsresearch", "internet-census", "modatscanner", "visionheight", "paloaltonetworks",
        "scaninfo@", "researchscan",
        // Bots that spread by themselves, and exploits of a log or a shell that reads the agent.
        "hello, world", "xfa1", "${jndi", "() {", "/bin/sh", "wget http",
    ]);

    /// <summary>What only intruders ask for, whatever the server answers (unless it answers well).</summary>
    private static readonly SignSet s_paths = new(
    [
        // Secrets and working copies that were left in the web root.
        "/.env", "/.git/", "/.svn/", "/.hg/", "/.aws/", "/.ssh/", "/.vscode/", "/.ds_store", "/.htpasswd", "/.npmrc", "/.docker", "/id_rsa", "/docker-compose.y",
        "/wp-config.php", "/web.config.bak", "/phpinfo", "/_profiler/",
        // Path traversal, plain and encoded.
        "/../", "/..;/", "..%2f", "..%5c", "..\\..", "..\\x5c", "%2e%2e", ".%2e/", "/.%2e", "%c0%ae", "/etc/passwd", "/bin/sh", "/win.ini",
        // Shells and exploits by their parts.
        "eval-stdin.php", "/vendor/phpunit", "${jndi", "jndi:ldap", "allow_url_include", "auto_prepend_file", "wget+http", "wget%20http", "curl+http", "cd+/tmp", "cd%20/tmp",
        "/shell.php", "/shell?", "/alfa.php", "/wso.php", "union+select", "union%20select", "/_ignition/", "/invokefunction",
        // Consoles of routers, firewalls, cameras and appliances.
        "/boaform", "/hnap1", "/gponform", "/goform/", "/setup.cgi", "/cgi-bin/luci", "/+cscoe+", "/+cscol+", "/remote/fgt_lang",
        "/sdk/weblanguage", "/level/15/", "/evox/", "/nmaplowercheck", "/developmentserver/metadatauploader",
    ]);

    /// <summary>What a service may have for its own users: a sign only where the answer says that this one does not, or not to them.</summary>
    private static readonly SignSet s_refusedPaths = new(
    [
        "/wp-login.php", "/xmlrpc.php", "/wp-admin/setup", "/wp-includes/wlwmanifest", "/phpmyadmin", "/pma/", "/myadmin", "/adminer", "/cgi-bin/", "/actuator",
        "/admin/config.php", "/server-status", "/jenkins", "/jmx-console", "/console/login", "/api/v1/pods", "/containers/json", "/v2/_catalog",
        "/dana-na/", "/global-protect/", "/sslvpn", "/vpnsvc/", "/owa/auth/", "/ecp/current", "/webui/", "/sdk/vimservice", "/geoserver/web", "/manager/html",
        "/solr/admin", "/telescope/requests", "/human.aspx", ".env", ".evn", ".bak", ".sql", ".save", "/.github/", "/secrets.", "/credentials",
    ]);

    /// <summary>Whether the record looks like that of a scanner or probe rather than a user's.</summary>
    public static bool LooksLikeScanner(in TrafficRecord record)
    {
        if (!LooksLikeBrowser(record.UserAgent) && s_agents.OccursIn(record.UserAgent))
        {
            return true;
        }
        bool answeredWell = record.Status is > 0 and < 400;
        return !answeredWell && !record.Path.IsEmpty && PathIsSign(record.Path, record.Status);
    }

    /// <summary>
    /// Whether the agent has the shape that browsers share: `Mozilla/5.0 (...` up to a last word that is the browser's own. It saves the search, and no agent
    /// of the samples that has this shape holds a sign.
    /// </summary>
    internal static bool LooksLikeBrowser(ReadOnlySpan<byte> agent)
    {
        if (!agent.StartsWith("Mozilla/5.0 ("u8))
        {
            return false;
        }
        ReadOnlySpan<byte> last = agent[(agent.LastIndexOf((byte)' ') + 1)..];
        return last.StartsWith("Safari/"u8) || last.StartsWith("Firefox/"u8) || last.StartsWith("Edg/"u8) || last.StartsWith("Mobile/"u8) || last.StartsWith("OPR/"u8);
    }

    internal static bool AgentIsSign(ReadOnlySpan<byte> agent) => s_agents.OccursIn(agent);

    private static bool PathIsSign(ReadOnlySpan<byte> path, int status) =>
        s_paths.OccursIn(path)
        || (status is >= 400 and < 500 && s_refusedPaths.OccursIn(path))
        || IsNoRequest(path, status);

    /// <summary>
    /// Whether what stands in the place of the path is another protocol's greeting: TLS to a plain port (bytes 16 03, raw or as servers escape them), a remote
    /// desktop's cookie, SSH, a scanner's own mark; or, where the server called it a bad request, anything that is not a path at all.
    /// </summary>
    private static bool IsNoRequest(ReadOnlySpan<byte> path, int status) =>
        path.StartsWith("\\x16\\x03"u8) || path.StartsWith("\x16\x03"u8) || path.StartsWith("MGLNDD_"u8) || path.StartsWith("SSH-2.0"u8)
        || path.IndexOf("mstshash="u8) >= 0
        || (status == 400 && path[0] is not ((byte)'/' or (byte)'*' or (byte)'?') && !path.StartsWith("http"u8));
}
