namespace Isobar.Storage.Explorer;

/// <summary>A condition on traffic: it passes where its value is among those to include, if any are given, and not among those to exclude. Traffic whose place has no name passes no
/// filter by place, and traffic whose address family was not recorded none by family.</summary>
/// <param name="Dimension">What is looked at.</param>
/// <param name="Include">Values of the dimension; empty for all.</param>
/// <param name="Exclude">Values of the dimension.</param>
public sealed record ExplorerFilter(ExplorerDimension Dimension, IReadOnlyList<string> Include, IReadOnlyList<string> Exclude);
