using System.CommandLine;
using Isobar.Server.Commands;

var root = new RootCommand("Isobar, a self-hosted Internet Monitor.") { CheckConfigCommand.Create() };
return root.Parse(args).Invoke();
