namespace Isobar.Storage.Alarms;

/// <summary>Something that happened to an alarm.</summary>
/// <param name="AlarmName">The alarm.</param>
/// <param name="At">When, Unix milliseconds.</param>
/// <param name="Kind">`ConfigurationUpdate`, `StateUpdate` or `Action`.</param>
/// <param name="Summary">A sentence.</param>
/// <param name="Json">The details as a JSON document.</param>
/// <param name="Id">Its number, rising with time; 0 before it is stored.</param>
public sealed record AlarmHistoryRow(string AlarmName, long At, string Kind, string Summary, string Json, long Id = 0);
