using Isobar.Core.Atlas;
using Isobar.Server.Atlases;
using Spectre.Console;

namespace Isobar.Server.Commands;

/// <summary>Shows the progress of fetching and building an atlas as a bar on standard error; nothing where that is no terminal.</summary>
public static class AtlasProgress
{
    /// <summary>Runs the work with a bar.</summary>
    /// <param name="work">What reports its progress; null when nobody would see it.</param>
    public static async Task<MappedAtlas> ShowAsync(Func<IProgress<AtlasBuildProgress>?, Task<MappedAtlas>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!Terminal.ErrorIsWatched)
        {
            return await work(null).ConfigureAwait(false);
        }
        return await Terminal.Error.Progress().AutoClear(true).StartAsync(context => work(new Bars(context))).ConfigureAwait(false);
    }

    /// <summary>One bar per step. Bars appear with their step, so quick work shows none.</summary>
    private sealed class Bars(ProgressContext context) : IProgress<AtlasBuildProgress>
    {
        private ProgressTask? _current;
        private string _step = "";

        public void Report(AtlasBuildProgress value)
        {
            if (_current is null || _step != value.Step)
            {
                _current?.Value(_current.MaxValue);
                _step = value.Step;
                _current = context.AddTask(Markup.Escape(value.Step), maxValue: 1);
            }
            _current.Value(value.Share);
        }
    }
}
