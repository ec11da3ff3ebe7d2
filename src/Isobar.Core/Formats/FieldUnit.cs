namespace Isobar.Core.Formats;

/// <summary>The unit or spelling of a field's value.</summary>
public enum FieldUnit : byte
{
    /// <summary>Text, or a plain count.</summary>
    None,

    /// <summary>Seconds, with or without a fraction; as a time since 1970.</summary>
    Seconds,

    /// <summary>Milliseconds, with or without a fraction; as a time since 1970.</summary>
    Milliseconds,

    /// <summary>Microseconds, with or without a fraction; as a time since 1970.</summary>
    Microseconds,

    /// <summary>Nanoseconds; as a time since 1970.</summary>
    Nanoseconds,

    /// <summary>A number with its unit behind it, as Go prints durations: `42ms`, `1.5s`, `3m2.5s`, `300µs`.</summary>
    WithSuffix,

    /// <summary>A time as in the common log format: `17/May/2015:10:05:03 +0000`.</summary>
    CommonLog,

    /// <summary>A time as HAProxy logs it: `09/Dec/2013:12:59:46.633`.</summary>
    HaProxy,

    /// <summary>ISO 8601 or RFC 3339: `2026-11-20T10:05:03.123Z`, a space for the T, any offset; without one it is UTC plus the option's offset.</summary>
    Iso8601,

    /// <summary>C's asctime, `Sun Mar 13 22:49:12 2016`.</summary>
    AscTime,

    /// <summary>Unix time in whatever unit its size implies (seconds below 1e11, milliseconds below 1e14, microseconds below 1e17, else nanoseconds), or ISO 8601.</summary>
    UnixOrIso8601,
}
