using System.Numerics;

namespace Isobar.Core.Baselines;

/// <summary>A group that strata borrow from: the strata of a pair, of a network in a country, of a country, or of a service location, by one method.</summary>
internal sealed class BaselineParent
{
    private FailureGroup _network = FailureGroup.First;
    private FailureGroup _service = FailureGroup.First;
    private TimesGroup _rtt;
    private TimesGroup _ttfb;
    private ParentSums? _sums;

    private readonly int _widerNumber;
    private readonly string _name;

    /// <param name="kind">What it is.</param>
    /// <param name="widerNumber">Number of the group that it borrows from itself, or -1.</param>
    /// <param name="name">What tells it from the others of that group.</param>
    /// <param name="wider">The group that it borrows from itself; null for a service location.</param>
    /// <param name="settings">The numbers.</param>
    public BaselineParent(BaselineSource kind, int widerNumber, string name, BaselineParent? wider, BaselineSettings settings)
    {
        _widerNumber = widerNumber;
        _name = name;
        Kind = kind;
        Wider = wider;
        Conclude(settings);
    }

    /// <summary>What it is.</summary>
    public BaselineSource Kind { get; }

    /// <summary>The group that it borrows from itself.</summary>
    public BaselineParent? Wider { get; }

    /// <summary>Failures by network.</summary>
    public ref readonly FailureGroup Network => ref _network;

    /// <summary>Failures by service.</summary>
    public ref readonly FailureGroup Service => ref _service;

    /// <summary>Round-trip times.</summary>
    public ref readonly TimesGroup Rtt => ref _rtt;

    /// <summary>Times to first byte.</summary>
    public ref readonly TimesGroup Ttfb => ref _ttfb;

    /// <summary>Whether any stream has samples and days enough.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Days of its history.</summary>
    public byte Days { get; private set; }

    /// <summary>The nearest group from this one on that is ready; null where there is none.</summary>
    public BaselineParent? NearestReady => IsReady ? this : Wider?.NearestReady;

    /// <summary>The nearest group from this one on whose round-trip times are ready; null where there is none.</summary>
    public BaselineParent? RttLender => _rtt.IsReady ? this : Wider?.RttLender;

    /// <summary>The nearest group from this one on whose times to first byte are ready.</summary>
    public BaselineParent? TtfbLender => _ttfb.IsReady ? this : Wider?.TtfbLender;

    /// <summary>Whether nothing was added since <see cref="Conclude"/>.</summary>
    public bool IsConcluded => _sums is null;

    /// <summary>Starts sums anew; what was concluded before stays until <see cref="Conclude"/>.</summary>
    public void BeginSums() => _sums = null;

    /// <summary>Adds a stratum.</summary>
    public void Add(StratumDeriver stratum) =>
        // A pair has a season of its own or the network's; none is kept for the strata of a pair together.
        (_sums ??= new ParentSums()).Add(stratum.Votes, stratum.Rtt, stratum.Ttfb, Kind != BaselineSource.Pair);

    /// <summary>Takes what the sums say, and the rest from the wider group, which must be concluded.</summary>
    public void Conclude(BaselineSettings settings)
    {
        ParentSums sums = _sums ?? new ParentSums();
        _sums = null;
        _network = FailureGroup.Of(sums.Network, Wider?._network ?? FailureGroup.First);
        _service = FailureGroup.Of(sums.Service, Wider?._service ?? FailureGroup.First);
        _rtt = TimesGroup.Of(sums.Rtt, Wider?._rtt ?? TimesGroup.First(settings), settings);
        _ttfb = TimesGroup.Of(sums.Ttfb, Wider?._ttfb ?? TimesGroup.First(settings), settings);
        bool areVotesReady = sums.Votes >= settings.ReadySamples && BitOperations.PopCount(sums.VoteDays) >= settings.ReadyDays;
        IsReady = areVotesReady || _rtt.IsReady || _ttfb.IsReady;
        Days = (byte)BitOperations.PopCount(sums.VoteDays | (sums.Rtt?.DayMask ?? 0) | (sums.Ttfb?.DayMask ?? 0));
    }

    /// <summary>Writes it.</summary>
    public void Save(SnapshotWriter writer, Dictionary<Season, int> seasons)
    {
        writer.Write(_widerNumber + 1);
        writer.Write(_name);
        writer.Write((long)Kind);
        writer.Write(IsReady ? 1 : 0);
        writer.Write(Days);
        foreach (FailureGroup failures in (ReadOnlySpan<FailureGroup>)[_network, _service])
        {
            writer.Write(failures.Share);
            writer.Write(failures.Prior);
        }
        _rtt.Save(writer, seasons);
        _ttfb.Save(writer, seasons);
        writer.End();
    }

    /// <summary>Reads what was written after its name and kind.</summary>
    public void Restore(ref SnapshotReader reader, List<Season> seasons)
    {
        IsReady = reader.ReadCount(1) != 0;
        Days = (byte)reader.ReadCount(byte.MaxValue);
        _network = new(reader.ReadReal(), reader.ReadReal());
        _service = new(reader.ReadReal(), reader.ReadReal());
        _rtt = TimesGroup.Restore(ref reader, seasons);
        _ttfb = TimesGroup.Restore(ref reader, seasons);
    }
}
