using Isobar.Core.Formats;
using Isobar.Server.Sources;

namespace Isobar.Server.Replay;

/// <summary>One opened input with its format.</summary>
/// <param name="Log">The bytes.</param>
/// <param name="Lines">Cuts them into blocks.</param>
/// <param name="Format">How lines are read.</param>
/// <param name="Detected">Whether the format was recognised rather than given.</param>
internal sealed record ReplayInput(LogInput Log, LineBlockReader Lines, LogFormat Format, bool Detected);
