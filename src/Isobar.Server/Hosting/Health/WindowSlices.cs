using Isobar.Core.Windows;

namespace Isobar.Server.Hosting.Health;

/// <summary>The rows of single windows out of batches that hold many: rows are in the order of time, so each window is a run of rows.</summary>
internal sealed class WindowSlices(IReadOnlyList<TallyBatch> batches)
{
    private readonly int[] _next = new int[batches.Count];

    /// <summary>The first window that has not been taken; null behind the last.</summary>
    public long? NextStart
    {
        get
        {
            long? first = null;
            for (int batch = 0; batch < batches.Count; batch++)
            {
                if (_next[batch] < batches[batch].Count && !(first <= batches[batch].WindowStart[_next[batch]]))
                {
                    first = batches[batch].WindowStart[_next[batch]];
                }
            }
            return first;
        }
    }

    /// <summary>The rows of a window; windows are taken in the order of time. A batch that holds nothing else is handed out itself.</summary>
    public IReadOnlyList<TallyBatch> Take(long start)
    {
        List<TallyBatch> slices = [];
        for (int number = 0; number < batches.Count; number++)
        {
            TallyBatch batch = batches[number];
            int first = _next[number];
            while (first < batch.Count && batch.WindowStart[first] < start)
            {
                first++;
            }
            int end = first;
            while (end < batch.Count && batch.WindowStart[end] == start)
            {
                end++;
            }
            _next[number] = end;
            if (end - first == batch.Count && batch.Count > 0)
            {
                slices.Add(batch);
            }
            else if (end > first)
            {
                TallyBatch slice = new() { WindowSeconds = batch.WindowSeconds };
                slice.AddRows(batch, first, end - first);
                slices.Add(slice);
            }
        }
        return slices;
    }
}
