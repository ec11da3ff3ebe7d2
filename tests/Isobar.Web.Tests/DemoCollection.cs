namespace Isobar.Web.Tests;

/// <summary>All tests of the console share one demo, one after the other: it takes the machine for itself while it seeds.</summary>
[CollectionDefinition(Name)]
#pragma warning disable CA1711 // What xunit calls it.
public sealed class DemoCollection : ICollectionFixture<DemoConsole>
#pragma warning restore CA1711
{
    public const string Name = "demo";
}
