namespace Isobar.Server.Web.Wire;

/// <summary>Annotations.</summary>
internal sealed record AnnotationsAnswer(IReadOnlyList<AnnotationWire> Annotations);

/// <summary>Something that happened.</summary>
internal sealed record AnnotationWire(long Id, long At, long? Until, string Kind, string Text, string? Monitor, string? Link, string User);

/// <summary>Says that something happened.</summary>
internal sealed record CreateAnnotationRequest(string? Text, string? Kind, long? At, long? Until, string? Monitor, string? Link);

/// <summary>Maintenance windows.</summary>
internal sealed record MaintenanceAnswer(IReadOnlyList<MaintenanceWire> Windows);

/// <summary>A time of planned work.</summary>
internal sealed record MaintenanceWire(long Id, long From, long To, string Text, string? Location, string User, long CreatedAt, bool IsActive);

/// <summary>Plans work.</summary>
internal sealed record CreateMaintenanceRequest(long? From, long? To, string? Text, string? Location);
