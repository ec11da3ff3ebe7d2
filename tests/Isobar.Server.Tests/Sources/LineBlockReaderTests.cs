using System.Text;
using Isobar.Server.Sources;

namespace Isobar.Server.Tests.Sources;

public sealed class LineBlockReaderTests
{
    private static readonly string s_text = "first\n\nthird line\r\n" + new string('x', 40) + "\nlast but one\nno line end";

    public static TheoryData<int> BlockSizes => [.. Enumerable.Range(2, 100)];

    [Theory]
    [MemberData(nameof(BlockSizes))]
    public void Whatever_the_block_size_every_line_comes_once_with_its_offset(int blockBytes)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(s_text);
        List<(long Offset, string Line)> expected = NaiveLines(s_text);
        List<(long Offset, string Line)> found = [];
        foreach (LineBlock block in Blocks(new MemoryStream(bytes), blockBytes))
        {
            if (block.IsOverlongLine)
            {
                string line = expected.Single(line => line.Offset == block.Offset).Line;
                Assert.True(line.Length >= blockBytes, $"A line of {line.Length} bytes fits a block of {blockBytes}.");
                found.Add((block.Offset, line));
                continue;
            }
            found.AddRange(NaiveLines(Encoding.ASCII.GetString(block.Lines)).Select(line => (block.Offset + line.Offset, line.Line)));
        }
        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_stream_that_gives_few_bytes_at_a_time_reads_alike(int bytesAtATime)
    {
        using Stream slow = new SlowStream(Encoding.ASCII.GetBytes(s_text), bytesAtATime);
        string joined = string.Concat(Blocks(slow, 64).Select(block => Encoding.ASCII.GetString(block.Lines)));
        Assert.Equal(s_text, joined);
    }

    [Fact]
    public void What_was_peeked_at_is_still_read()
    {
        LineBlockReader reader = new(new MemoryStream(Encoding.ASCII.GetBytes(s_text)), 64);
        Assert.Equal(64, reader.Peek().Length);
        LineBlock block = new();
        StringBuilder all = new();
        while (reader.Read(block))
        {
            all.Append(Encoding.ASCII.GetString(block.Lines));
        }
        Assert.Equal(s_text, all.ToString());
    }

    [Fact]
    public void A_line_without_end_takes_no_memory()
    {
        LineBlockReader reader = new(new EndlessLine(64L << 20), 1024);
        LineBlock block = new();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(reader.Read(block));
        Assert.True(block.IsOverlongLine);
        Assert.False(reader.Read(block));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4096);
    }

    [Fact]
    public void An_empty_input_has_no_block() => Assert.Empty(Blocks(new MemoryStream(), 64));

    private static IEnumerable<LineBlock> Blocks(Stream input, int blockBytes)
    {
        LineBlockReader reader = new(input, blockBytes);
        while (true)
        {
            LineBlock block = new();
            if (!reader.Read(block))
            {
                yield break;
            }
            yield return block;
        }
    }

    private static List<(long Offset, string Line)> NaiveLines(string text)
    {
        List<(long, string)> lines = [];
        long offset = 0;
        foreach (string line in text.Split('\n'))
        {
            lines.Add((offset, line));
            offset += line.Length + 1;
        }
        if (text.EndsWith('\n'))
        {
            lines.RemoveAt(lines.Count - 1);
        }
        return lines;
    }

    private sealed class SlowStream(byte[] bytes, int atATime) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(atATime, buffer.Length)]);
    }

    /// <summary>So many bytes without a line end, made as they are read.</summary>
    private sealed class EndlessLine(long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            int count = (int)Math.Min(_left, buffer.Length);
            buffer[..count].Fill((byte)'a');
            _left -= count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
