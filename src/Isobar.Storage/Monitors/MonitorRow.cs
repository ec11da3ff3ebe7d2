namespace Isobar.Storage.Monitors;

/// <summary>A stored monitor. Its settings are in the document, which the store keeps as it is given. Times are Unix seconds.</summary>
/// <param name="Name">Its name, unique in a data folder: events and measurements name it too.</param>
/// <param name="Account">The account that owns it, twelve digits.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ModifiedAt">When its settings last changed.</param>
/// <param name="Json">The settings as a JSON document.</param>
public sealed record MonitorRow(string Name, string Account, long CreatedAt, long ModifiedAt, string Json);
