using Isobar.Core.Sketches;
using Isobar.Core.Windows;
using Isobar.Simulator.Drawing;

namespace Isobar.Simulator.Lines;

/// <summary>
/// Turns a drawn row back into requests that make exactly this row when they are counted: so many clients, votes, attempts, failures, bytes, and samples in these buckets.
/// </summary>
internal sealed class RequestExpansion
{
    /// <summary>Samples of a vote that are counted.</summary>
    private const int SamplesPerVote = 4;

    private readonly List<long> _rtt = [];
    private readonly List<long> _ttfb = [];
    private readonly QuantileSketch _sketch = new();
    private int[] _votes = [];
    private long _answeredLeft;
    private long _bytesLeft;
    private long _samplesGiven;

    /// <summary>Adds the requests of a row.</summary>
    /// <param name="random">Decides what the row leaves open.</param>
    /// <param name="tally">The row.</param>
    /// <param name="period">Its window.</param>
    /// <param name="clientAt">Address of the n-th client of the row.</param>
    /// <param name="requests">Takes the requests, in no order.</param>
    public void Expand(
        ref KeyedRandom random, in Tally tally, in DrawPeriod period, Func<int, Core.Traffic.IpAddress> clientAt, List<SimulatedRequest> requests)
    {
        ReadTimes(ref random, tally);
        ShuffleVotes(ref random, tally.Votes);
        int served = tally.Votes - tally.NetworkFailedVotes - tally.ServiceFailedVotes;
        long servedAttempts = tally.Attempts - tally.NetworkFailures - tally.ServiceFailures;
        _answeredLeft = tally.Attempts - tally.NetworkFailures;
        _bytesLeft = tally.BytesOut;
        _samplesGiven = 0;
        long timed = _rtt.Count;
        // Votes of a kind share its attempts evenly; so each has room for the samples that are left to it.
        long timedServed = Math.Min(timed, Capacity(served, servedAttempts));
        long bytesInLeft = tally.BytesIn;
        long attemptsLeft = tally.Attempts;
        int vote = 0;
        Span<(int Votes, long Attempts, long Timed, bool IsLost, bool IsBroken)> kinds =
        [
            (tally.NetworkFailedVotes, tally.NetworkFailures, 0, true, false),
            (served, servedAttempts, timedServed, false, false),
            (tally.ServiceFailedVotes, tally.ServiceFailures, timed - timedServed, false, true),
        ];
        foreach ((int votes, long attempts, long timedOfKind, bool isLost, bool isBroken) in kinds)
        {
            long attemptsOfKind = attempts, timedLeft = timedOfKind;
            for (int i = 0; i < votes; i++)
            {
                int slot = _votes[vote++];
                int client = slot % tally.Clients;
                int interval = (slot / tally.Clients + client) % period.Intervals;
                long ofVote = Share(attemptsOfKind, votes - i), timedOfVote = TimedShare(timedLeft, attemptsOfKind, votes - i, ofVote);
                attemptsOfKind -= ofVote;
                timedLeft -= timedOfVote;
                for (long n = 0; n < ofVote; n++)
                {
                    long bytesIn = Share(bytesInLeft, attemptsLeft--);
                    bytesInLeft -= bytesIn;
                    requests.Add(Request(ref random, period, clientAt(client), interval, bytesIn, isLost, isBroken, n < timedOfVote));
                }
            }
        }
    }

    /// <summary>Samples that votes can hold, whose attempts are shared evenly.</summary>
    private static long Capacity(int votes, long attempts) => Math.Min((long)SamplesPerVote * votes, attempts);

    /// <summary>An even share for the first of so many, the larger ones first.</summary>
    private static long Share(long total, long parts) => (total + parts - 1) / parts;

    /// <summary>Samples of a vote: an even share, but no fewer than the other votes leave over, since each has room for four at most and for as many as it has attempts.</summary>
    private static long TimedShare(long timed, long attempts, int votes, long ofVote)
    {
        long room = Math.Min(SamplesPerVote, ofVote);
        long roomOfOthers = Capacity(votes - 1, attempts - ofVote);
        return Math.Min(room, Math.Max(Share(timed, votes), timed - roomOfOthers));
    }

    private SimulatedRequest Request(
        ref KeyedRandom random, in DrawPeriod period, Core.Traffic.IpAddress client, int interval, long bytesIn, bool isLost, bool isBroken, bool isTimed)
    {
        int intervalSeconds = period.Seconds / period.Intervals;
        long second = period.StartSeconds + interval * intervalSeconds + random.Next(intervalSeconds);
        if (isLost)
        {
            return new(second, client, random.Chance(0.7) ? 499 : 408, bytesIn, 0, -1, -1);
        }
        long bytesOut = Share(_bytesLeft, _answeredLeft--);
        _bytesLeft -= bytesOut;
        int status = isBroken ? (random.Chance(0.6) ? 502 : 503) : random.Chance(0.9) ? 200 : random.Chance(0.5) ? 304 : 404;
        int sample = isTimed ? (int)_samplesGiven++ : -1;
        return new(second, client, status, bytesIn, bytesOut, sample < 0 ? -1 : _rtt[sample], sample < 0 ? -1 : _ttfb[sample]);
    }

    /// <summary>The samples of the row as microseconds inside their buckets. The shorter round trips go with the sooner first bytes, in random order.</summary>
    private void ReadTimes(ref KeyedRandom random, in Tally tally)
    {
        Read(ref random, tally.Rtt.Sketch, _rtt);
        Read(ref random, tally.Ttfb.Sketch, _ttfb);
        for (int i = _rtt.Count - 1; i > 0; i--)
        {
            int other = random.Next(i + 1);
            (_rtt[i], _rtt[other]) = (_rtt[other], _rtt[i]);
            (_ttfb[i], _ttfb[other]) = (_ttfb[other], _ttfb[i]);
        }
    }

    private void Read(ref KeyedRandom random, byte[] written, List<long> times)
    {
        times.Clear();
        _sketch.Clear();
        if (!_sketch.TryMerge(written))
        {
            throw new InvalidOperationException("A drawn row holds bytes that are no sketch.");
        }
        long below = 0;
        for (int bucket = 0; below < _sketch.Count; bucket++)
        {
            long upTo = _sketch.CountAtMost(QuantileSketch.Edge(bucket));
            long low = bucket == 0 ? QuantileSketch.LowestMicros : QuantileSketch.Edge(bucket - 1) + 1;
            for (; below < upTo; below++)
            {
                times.Add(low + random.Next((int)(QuantileSketch.Edge(bucket) - low) + 1));
            }
        }
    }

    private void ShuffleVotes(ref KeyedRandom random, int votes)
    {
        if (_votes.Length < votes)
        {
            _votes = new int[Math.Max(votes, 2 * _votes.Length)];
        }
        for (int i = 0; i < votes; i++)
        {
            int other = random.Next(i + 1);
            _votes[i] = _votes[other];
            _votes[other] = i;
        }
    }
}
