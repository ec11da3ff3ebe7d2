using Isobar.Storage.Measurements;

namespace Isobar.Server.Api.Queries;

/// <summary>A query, checked and ready to run.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Columns">The columns of its results.</param>
/// <param name="Question">What the measurement store is asked; the answer's columns are those of <paramref name="Columns"/> with a source, in their order.</param>
/// <param name="Proposed">The locations that suggestions are wanted for; empty for all.</param>
internal sealed record QueryPlan(string Type, IReadOnlyList<QueryColumn> Columns, MeasurementQuery Question, IReadOnlyList<string> Proposed)
{
    /// <summary>Conditions on rows that are made outside of the store: those of ROUTING_SUGGESTIONS.</summary>
    public IReadOnlyList<Predicate<string[]>> Rows { get; init; } = [];
}
