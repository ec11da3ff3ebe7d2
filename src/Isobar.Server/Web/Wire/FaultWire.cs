namespace Isobar.Server.Web.Wire;

/// <summary>An error.</summary>
/// <param name="Code">What programs go by.</param>
/// <param name="Message">What people read.</param>
/// <param name="Field">The member at fault; absent where none is.</param>
internal sealed record FaultWire(string Code, string Message, [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] string? Field);
