using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Isobar.Benchmarks;

/// <summary>
/// Three warm-ups and three measurements each, in this process: the whole set takes minutes, and no project is built a second time. For a change that counts, compare
/// several runs (`--launchCount` has no effect in process).
/// </summary>
internal sealed class BenchmarkJob : ManualConfig
{
    public BenchmarkJob()
    {
        Add(DefaultConfig.Instance);
        AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        AddDiagnoser(MemoryDiagnoser.Default);
    }
}
