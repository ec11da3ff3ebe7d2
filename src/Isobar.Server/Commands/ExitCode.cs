namespace Isobar.Server.Commands;

/// <summary>What a verb ends with.</summary>
internal static class ExitCode
{
    /// <summary>It did what was asked.</summary>
    public const int Ok = 0;

    /// <summary>It could not: the input, the data or the machine was in the way.</summary>
    public const int Failed = 1;

    /// <summary>The arguments were wrong.</summary>
    public const int Usage = 2;
}
