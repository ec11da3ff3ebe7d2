using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Formats;

namespace Isobar.Core.Tests.Formats;

public sealed class LogTimeTests
{
    [Theory]
    [InlineData("17/May/2015:10:05:03 +0000", "2015-05-17T10:05:03Z")]
    [InlineData("[17/May/2015:10:05:03 +0000]", "2015-05-17T10:05:03Z")]
    [InlineData("01/Jan/1970:00:00:00 +0000", "1970-01-01T00:00:00Z")]
    [InlineData("31/Dec/1969:23:59:59 +0000", "1969-12-31T23:59:59Z")]
    [InlineData("01/Mar/1900:00:00:00 +0000", "1900-03-01T00:00:00Z")]
    [InlineData("29/Feb/2000:12:00:00 +0000", "2000-02-29T12:00:00Z")]
    [InlineData("01/Jan/2024:00:30:00 +1400", "2023-12-31T10:30:00Z")]
    [InlineData("31/Dec/2023:23:30:00 -1400", "2024-01-01T13:30:00Z")]
    [InlineData("17/MAY/2015:10:05:03 -0730", "2015-05-17T17:35:03Z")]
    [InlineData("30/Jun/2015:23:59:60 +0000", "2015-07-01T00:00:00Z")]
    public void Common_log_times_are_read(string text, string expected) => Reads(text, FieldUnit.CommonLog, expected);

    [Theory]
    [InlineData("29/Feb/1900:00:00:00 +0000")]
    [InlineData("31/Apr/2015:10:05:03 +0000")]
    [InlineData("00/May/2015:10:05:03 +0000")]
    [InlineData("17/Mai/2015:10:05:03 +0000")]
    [InlineData("17/05/2015:10:05:03 +0000")]
    [InlineData("17/May/2015:24:00:00 +0000")]
    [InlineData("17/May/2015:10:60:03 +0000")]
    [InlineData("17/May/2015:10:05:61 +0000")]
    [InlineData("17/May/2015:10:05:03 +1401")]
    [InlineData("17/May/2015:10:05:03 +0060")]
    [InlineData("17/May/2015:10:05:03 00000")]
    [InlineData("17/May/2015:10:05:03 +000")]
    [InlineData("17/May/2015 10:05:03 +0000")]
    [InlineData("17/May/0000:10:05:03 +0000")]
    [InlineData("1:/May/2015:10:05:03 +0000")]
    [InlineData("")]
    [InlineData("-")]
    public void What_is_no_time_is_refused(string text) => Refuses(text, FieldUnit.CommonLog);

    [Theory]
    [InlineData("Jan", 1)]
    [InlineData("feb", 2)]
    [InlineData("MAR", 3)]
    [InlineData("Apr", 4)]
    [InlineData("May", 5)]
    [InlineData("Jun", 6)]
    [InlineData("Jul", 7)]
    [InlineData("Aug", 8)]
    [InlineData("Sep", 9)]
    [InlineData("Oct", 10)]
    [InlineData("Nov", 11)]
    [InlineData("Dec", 12)]
    public void Month_names_are_english_in_any_case(string name, int month) =>
        Reads($"02/{name}/2020:03:04:05 +0000", FieldUnit.CommonLog, $"2020-{month:00}-02T03:04:05Z");

    [Theory]
    [InlineData("2026-11-20T10:05:03Z", "2026-11-20T10:05:03Z")]
    [InlineData("2026-11-20t10:05:03.123456789z", "2026-11-20T10:05:03.123456Z")]
    [InlineData("2026-11-20 10:05:03,5+01:00", "2026-11-20T09:05:03.5Z")]
    [InlineData("2026-11-20T10:05:03 +0100", "2026-11-20T09:05:03Z")]
    [InlineData("2026-11-20T10:05:03-14", "2026-11-21T00:05:03Z")]
    [InlineData("0001-01-02T00:00:00Z", "0001-01-02T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z")]
    public void Iso_times_are_read(string text, string expected) => Reads(text, FieldUnit.Iso8601, expected);

    [Theory]
    [InlineData("2026-11-20")]
    [InlineData("2026-02-30T10:05:03Z")]
    [InlineData("2026-11-20T10:05:03.Z")]
    [InlineData("2026-11-20T10:05:03+15:00")]
    [InlineData("2026-11-20T10:05:03x")]
    [InlineData("2026-11-20X10:05:03Z")]
    public void Broken_iso_times_are_refused(string text) => Refuses(text, FieldUnit.Iso8601);

    [Theory]
    [InlineData("09/Dec/2013:12:59:46.633", "2013-12-09T11:59:46.633Z")]
    [InlineData("09/Dec/2013:12:59:46", "2013-12-09T11:59:46Z")]
    [InlineData("09/Dec/2013:12:59:46 +0300", "2013-12-09T09:59:46Z")]
    public void HaProxys_times_without_offset_take_the_option(string text, string expected) => Reads(text, FieldUnit.HaProxy, expected, offsetHours: 1);

    [Theory]
    [InlineData("Sun Mar 13 22:49:12 2016", FieldUnit.AscTime, "2016-03-13T22:49:12Z")]
    [InlineData("Sun Mar  3 22:49:12 2016", FieldUnit.AscTime, "2016-03-03T22:49:12Z")]
    [InlineData("1512345678.901", FieldUnit.Seconds, "2017-12-04T00:01:18.901Z")]
    [InlineData("-1.5", FieldUnit.Seconds, "1969-12-31T23:59:58.5Z")]
    [InlineData("1512345678901", FieldUnit.Milliseconds, "2017-12-04T00:01:18.901Z")]
    [InlineData("1512345678901234", FieldUnit.Microseconds, "2017-12-04T00:01:18.901234Z")]
    [InlineData("1512345678901234567", FieldUnit.Nanoseconds, "2017-12-04T00:01:18.901234Z")]
    [InlineData("1512345678", FieldUnit.UnixOrIso8601, "2017-12-04T00:01:18Z")]
    [InlineData("1512345678.901", FieldUnit.UnixOrIso8601, "2017-12-04T00:01:18.901Z")]
    [InlineData("1512345678901", FieldUnit.UnixOrIso8601, "2017-12-04T00:01:18.901Z")]
    [InlineData("1512345678901234", FieldUnit.UnixOrIso8601, "2017-12-04T00:01:18.901234Z")]
    [InlineData("1512345678901234567", FieldUnit.UnixOrIso8601, "2017-12-04T00:01:18.901234Z")]
    [InlineData("2017-12-04T00:01:18Z", FieldUnit.UnixOrIso8601, "2017-12-04T00:01:18Z")]
    public void Other_units_are_read(string text, FieldUnit unit, string expected) => Reads(text, unit, expected);

    [Theory]
    [InlineData("99999999999999", FieldUnit.Seconds)]
    [InlineData("99999999999999999999", FieldUnit.Nanoseconds)]
    [InlineData("Sun Mar  0 22:49:12 2016", FieldUnit.AscTime)]
    [InlineData("12:00", FieldUnit.UnixOrIso8601)]
    public void Times_out_of_range_are_refused(string text, FieldUnit unit) => Refuses(text, unit);

    [Fact]
    public void Every_time_of_the_calendar_reads_as_the_framework_has_it() =>
        Prop.ForAll(Gen.Choose(0, 3_652_058).ToArbitrary(), Gen.Choose(0, 86_399).ToArbitrary(), Gen.Choose(-14 * 60, 14 * 60).ToArbitrary(), (days, seconds, offset) =>
        {
            // The first and last day are left out: an offset would lead out of the framework's range.
            DateTime local = DateTime.MinValue.AddDays(Math.Clamp(days, 1, 3_652_057)).AddSeconds(seconds);
            var time = new DateTimeOffset(local, TimeSpan.FromMinutes(offset));
            string zone = string.Create(CultureInfo.InvariantCulture, $"{(offset < 0 ? '-' : '+')}{Math.Abs(offset) / 60:00}{Math.Abs(offset) % 60:00}");
            long expected = (time - DateTimeOffset.UnixEpoch).Ticks / 10;
            return Read(local.ToString("dd/MMM/yyyy:HH:mm:ss ", CultureInfo.InvariantCulture) + zone, FieldUnit.CommonLog) == expected
                && Read(local.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + zone, FieldUnit.Iso8601) == expected
                && Read(local.ToString("ddd MMM dd HH:mm:ss yyyy", CultureInfo.InvariantCulture), FieldUnit.AscTime) == expected + offset * 60_000_000L;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Any_bytes_in_any_unit_are_read_or_refused_without_an_exception() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            foreach (FieldUnit unit in Enum.GetValues<FieldUnit>())
            {
                LogTime.TryRead(bytes, unit, 0, out _);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_valid_time_with_one_byte_changed_never_throws()
    {
        foreach (string valid in (string[])["17/May/2015:10:05:03 +0000", "2026-11-20T10:05:03.123+01:00", "Sun Mar 13 22:49:12 2016", "09/Dec/2013:12:59:46.633"])
        {
            byte[] text = Encoding.UTF8.GetBytes(valid);
            for (int at = 0; at < text.Length; at++)
            {
                for (int value = 0; value < 256; value++)
                {
                    byte[] changed = [.. text];
                    changed[at] = (byte)value;
                    foreach (FieldUnit unit in Enum.GetValues<FieldUnit>())
                    {
                        if (LogTime.TryRead(changed, unit, 0, out long micros))
                        {
                            Assert.InRange(micros, -62_135_769_600_000_000, 253_402_387_200_000_000);
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void A_split_time_is_date_plus_time_of_day()
    {
        Assert.True(LogTime.TryReadDate("2026-11-20"u8, out long date));
        Assert.True(LogTime.TryReadTimeOfDay("10:05:03.25"u8, out long ofDay));
        Assert.Equal(Micros("2026-11-20T10:05:03.25Z"), date + ofDay);
        Assert.False(LogTime.TryReadDate("2026-11-31"u8, out _));
        Assert.False(LogTime.TryReadTimeOfDay("10:05:03x"u8, out _));
    }

    private static void Reads(string text, FieldUnit unit, string expected, int offsetHours = 0)
    {
        Assert.True(LogTime.TryRead(Encoding.UTF8.GetBytes(text), unit, offsetHours * 3_600_000_000L, out long micros));
        Assert.Equal(Micros(expected), micros);
    }

    private static void Refuses(string text, FieldUnit unit) => Assert.False(LogTime.TryRead(Encoding.UTF8.GetBytes(text), unit, 0, out _));

    private static long Read(string text, FieldUnit unit) => LogTime.TryRead(Encoding.UTF8.GetBytes(text), unit, 0, out long micros) ? micros : long.MinValue;

    private static long Micros(string iso) => (DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture) - DateTimeOffset.UnixEpoch).Ticks / 10;
}
