namespace Isobar.Storage.Measurements;

/// <summary>A condition on rows.</summary>
/// <param name="Field">What is compared.</param>
/// <param name="Operator">How.</param>
/// <param name="Values">With what; numbers are texts too. No row passes where there is none, but <see cref="ValueOperator.NotEquals"/> lets all pass.</param>
public sealed record MeasurementCondition(MeasurementField Field, ValueOperator Operator, IReadOnlyList<string> Values);
