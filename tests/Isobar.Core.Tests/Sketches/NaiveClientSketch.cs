using System.Globalization;

namespace Isobar.Core.Tests.Sketches;

/// <summary>The client sketch as a function of the set of hashes, by the definition: the upper 32 bits, as a set up to 15, else 64 registers.</summary>
internal static class NaiveClientSketch
{
    public static byte[] Write(IEnumerable<ulong> hashes)
    {
        uint[] known = [.. hashes.Select(hash => (uint)(hash >> 32)).Distinct().Order()];
        if (known.Length <= 15)
        {
            return [.. known.SelectMany(hash => new[] { (byte)hash, (byte)(hash >> 8), (byte)(hash >> 16), (byte)(hash >> 24) })];
        }
        byte[] registers = new byte[64];
        foreach (uint hash in known)
        {
            string bits = hash.ToString("b32", CultureInfo.InvariantCulture);
            int register = Convert.ToInt32(bits[..6], 2);
            int firstOne = bits[6..].IndexOf('1', StringComparison.Ordinal);
            registers[register] = Math.Max(registers[register], (byte)(firstOne < 0 ? 27 : firstOne + 1));
        }
        return registers;
    }
}
