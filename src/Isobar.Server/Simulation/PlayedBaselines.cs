using Isobar.Core.Baselines;
using Isobar.Core.Scoring;
using Isobar.Core.Windows;

namespace Isobar.Server.Simulation;

/// <summary>What is usual in a world that is played, as its days pass: at the end of a day its summary joins the history, and what is usual is derived anew.</summary>
internal sealed class PlayedBaselines
{
    private readonly BaselineHistory _history;
    private DayAccumulator _today;

    /// <param name="history">The days before; left as they are.</param>
    /// <param name="today">The day of the first window, with what was counted of it already.</param>
    public PlayedBaselines(BaselineHistory history, DayAccumulator today)
    {
        _history = history.Copy();
        _today = today;
    }

    /// <summary>What is usual now.</summary>
    public BaselineTable Table { get; } = new();

    /// <summary>Makes the strata of the history known to the engine that has this table, so that their users are missed if they do not come, and derives what is usual.</summary>
    public void Introduce(HealthEngine engine)
    {
        foreach (StratumHistory stratum in _history.All())
        {
            engine.Meet(stratum.Key);
        }
        Derive();
    }

    /// <summary>Before a window: ends the day when the window is of the next one.</summary>
    public void Begin(long windowStart)
    {
        DateOnly day = WarmUp.DayOf(windowStart);
        if (day != _today.Day)
        {
            _history.Add(_today);
            _today = new(day);
            Derive();
        }
    }

    /// <summary>After an atlas swap: histories move with the traffic.</summary>
    public void Move(IReadOnlyCollection<BaselineMove> moves, HealthEngine engine, long nowSeconds)
    {
        _history.Move(moves);
        engine.Move(moves, _history.Of, nowSeconds);
    }

    /// <summary>After a window: adds it to the day, without the hours that are not what is usual.</summary>
    public void Remember(HealthMap map, TallyBatch tallies)
    {
        _today.Add(tallies);
        int hour = (int)(map.WindowStart / 3600 % 24);
        for (int pair = 0; pair < map.Health.Length; pair++)
        {
            if (map.IsNoHistory(pair))
            {
                _today.LeaveOut(map.Pairs[pair].CityNetwork.Id, map.Pairs[pair].ServiceLocation, hour);
            }
        }
    }

    private void Derive()
    {
        Table.Derive(_today.Day, _history.All());
        NewNormals.Adopt(Table, _history.All(), _today.Day);
    }
}
