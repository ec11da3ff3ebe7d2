namespace Isobar.Core.Atlas;

/// <summary>
/// Writes the runs of addresses as keys and values for both families. A run lasts until the next key, so gaps get a key of their own with the value 0. IPv6 keys
/// are whole /64s; a /64 that holds a boundary inside becomes a "split" with keys of its own.
/// </summary>
internal sealed class RunWriter
{
    private readonly List<uint> _ipv4Keys = [];
    private readonly List<uint> _ipv4Values = [];
    private readonly List<ulong> _ipv6Keys = [];
    private readonly List<uint> _ipv6Values = [];
    private readonly List<uint> _splitStarts = [];
    private readonly List<ulong> _splitKeys = [];
    private readonly List<uint> _splitValues = [];

    /// <summary>Takes flat runs in address order, whose values are numbers of pairs.</summary>
    public RunWriter(List<AddressRange> runs, int[] indexOfPair)
    {
        UInt128 nextIPv4 = AddressRange.IPv4First, nextIPv6 = 0;
        bool endsInGap = true;
        Boundaries ipv6 = new(this);
        foreach (AddressRange run in runs)
        {
            uint value = (uint)indexOfPair[run.Value];
            if (run.IsIPv4)
            {
                AddIPv4(nextIPv4, run.First, 0);
                AddIPv4(run.First, run.Last + 1, value);
                nextIPv4 = run.Last + 1;
                continue;
            }
            if (run.First > nextIPv6)
            {
                ipv6.Add(nextIPv6, 0);
            }
            ipv6.Add(run.First, value);
            endsInGap = run.Last != UInt128.MaxValue;
            nextIPv6 = endsInGap ? run.Last + 1 : run.Last;
        }
        AddIPv4(nextIPv4, AddressRange.IPv4Last + 1, 0);
        if (endsInGap)
        {
            ipv6.Add(nextIPv6, 0);
        }
        ipv6.Finish();
    }

    /// <summary>Fills in the sections of addresses.</summary>
    public void WriteTo(Array[] sections)
    {
        sections[(int)AtlasSection.IPv4Keys] = SampledTree.Build<uint>(_ipv4Keys.ToArray());
        sections[(int)AtlasSection.IPv4Values] = _ipv4Values.ToArray();
        sections[(int)AtlasSection.IPv6Keys] = SampledTree.Build<ulong>(_ipv6Keys.ToArray());
        sections[(int)AtlasSection.IPv6Values] = _ipv6Values.ToArray();
        sections[(int)AtlasSection.SplitStarts] = _splitStarts.ToArray();
        sections[(int)AtlasSection.SplitKeys] = _splitKeys.ToArray();
        sections[(int)AtlasSection.SplitValues] = _splitValues.ToArray();
    }

    private void AddIPv4(UInt128 first, UInt128 end, uint value)
    {
        if (first < end && (_ipv4Values.Count == 0 || _ipv4Values[^1] != value))
        {
            _ipv4Keys.Add((uint)(first - AddressRange.IPv4First));
            _ipv4Values.Add(value);
        }
    }

    private void AddIPv6(ulong key, uint value)
    {
        if (_ipv6Keys.Count > 0 && _ipv6Keys[^1] == key)
        {
            // The key behind a split was written in advance; the /64 there has something of its own to say.
            _ipv6Values[^1] = value;
            return;
        }
        if (_ipv6Values.Count == 0 || _ipv6Values[^1] != value)
        {
            _ipv6Keys.Add(key);
            _ipv6Values.Add(value);
        }
    }

    /// <summary>Gathers the boundaries of one /64 and decides between a plain key and a split.</summary>
    private sealed class Boundaries(RunWriter writer)
    {
        private readonly List<(ulong Low, uint Value)> _inside = [];
        private ulong _high;
        private uint _current;

        public void Add(UInt128 first, uint value)
        {
            ulong high = (ulong)(first >> 64);
            if (high != _high)
            {
                Close();
                _high = high;
            }
            _inside.Add(((ulong)(first & ulong.MaxValue), value));
        }

        public void Finish()
        {
            Close();
            writer._splitStarts.Add((uint)writer._splitKeys.Count);
        }

        private void Close()
        {
            if (_inside.Count == 0)
            {
                return;
            }
            if (_inside is [(0, var whole)])
            {
                writer.AddIPv6(_high, whole);
                _current = whole;
            }
            else
            {
                writer.AddIPv6(_high, AtlasFile.SplitFlag | (uint)writer._splitStarts.Count);
                writer._splitStarts.Add((uint)writer._splitKeys.Count);
                if (_inside[0].Low != 0)
                {
                    _inside.Insert(0, (0, _current));
                }
                foreach ((ulong low, uint value) in _inside)
                {
                    writer._splitKeys.Add(low);
                    writer._splitValues.Add(value);
                    _current = value;
                }
                if (_high != ulong.MaxValue)
                {
                    // A split stands for its own /64 alone.
                    writer.AddIPv6(_high + 1, _current);
                }
            }
            _inside.Clear();
        }
    }
}
