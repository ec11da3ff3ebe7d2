namespace Isobar.Storage.Alarms;

/// <summary>A stored alarm; the whole of it is in the document, which the store keeps as it is given.</summary>
/// <param name="Name">Its name, unique in a data folder.</param>
/// <param name="Json">The alarm as a JSON document.</param>
public sealed record AlarmRow(string Name, string Json);
