using System.Reflection;
using System.Runtime.CompilerServices;
using Isobar.Core.Attribution;
using Isobar.Core.Baselines;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring.Units;

namespace Isobar.Core.Tests.Baselines;

public sealed class WrittenStatesTests
{
    /// <summary>All structures that are written as they lie in memory.</summary>
    [Theory]
    [InlineData(typeof(PairRecord))]
    [InlineData(typeof(StratumState))]
    [InlineData(typeof(OwnSeason))]
    [InlineData(typeof(Expectation))]
    [InlineData(typeof(ProfileEntry))]
    [InlineData(typeof(StratumUnit))]
    [InlineData(typeof(SpanBlock))]
    [InlineData(typeof(UnitState))]
    [InlineData(typeof(PairUsual))]
    [InlineData(typeof(WindowCounts))]
    public void What_is_written_as_it_lies_in_memory_has_no_gaps_whose_bytes_nobody_sets(Type type) => Assert.Equal(BytesOfFields(type), SizeOf(type));

    private static int BytesOfFields(Type type)
    {
        FieldInfo[] fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        return type.IsPrimitive || type.IsEnum || type == typeof(Half)
            ? SizeOf(type)
            : fields.Sum(static field => BytesOfFields(field.FieldType)) * (type.GetCustomAttribute<InlineArrayAttribute>()?.Length ?? 1);
    }

    private static int SizeOf(Type type) =>
        (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!.MakeGenericMethod(type).Invoke(null, null)!;
}
