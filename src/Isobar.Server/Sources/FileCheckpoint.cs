namespace Isobar.Server.Sources;

/// <summary>How far one file has been read.</summary>
/// <param name="Path">Where it was last.</param>
/// <param name="Identity">What it is, wherever it is now.</param>
/// <param name="ResumeOffset">Where the first line of a window lies that is not sealed: reading goes on here.</param>
/// <param name="ReadOffset">Where the first line begins that was never read. Lines before it whose window is sealed are in that window.</param>
/// <param name="HeaderOffset">Where the header lies that is in force at <paramref name="ResumeOffset"/>; -1 when there is none.</param>
/// <param name="Modified">When it was last written: what rotations make after that is newer.</param>
internal sealed record FileCheckpoint(string Path, FileIdentity Identity, long ResumeOffset, long ReadOffset, long HeaderOffset, FileTime Modified);
