using System.CommandLine;
using Isobar.Server.Commands;

RootCommand root = new("Isobar: which of your users cannot reach you well, whose fault it is, and what would help.") { AtlasCommand.Create() };
ParseResult arguments = root.Parse(args);
// Wrong arguments end with 2, as in grep and curl; work that failed with 1.
int status = await arguments.InvokeAsync().ConfigureAwait(false);
return arguments.Errors.Count > 0 ? 2 : status;
