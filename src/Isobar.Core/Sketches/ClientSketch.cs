using System.Buffers.Binary;
using System.Numerics;

namespace Isobar.Core.Sketches;

/// <summary>
/// The distinct clients of one tally in at most 64 bytes: up to 15 hashes as a set, beyond that HyperLogLog (Flajolet et al. 2007) with 64 registers
/// (standard error 13 %). The form is told by the length: 64 bytes are registers, less is a set. The exact count of a tally stands beside it; the
/// sketch is for unions over windows and pairs.
/// </summary>
public sealed class ClientSketch
{
    private const int Registers = 64;
    private const int SetLimit = 15;

    /// <summary>Bits of the 32-bit hash that are left for the rank once six have chosen the register.</summary>
    private const int RankBits = 26;

    private readonly uint[] _set = new uint[SetLimit];
    private readonly byte[] _registers = new byte[Registers];
    private int _setCount;
    private bool _isSet = true;

    /// <summary>Adds a client by its <see cref="Traffic.StableHash"/>.</summary>
    public void Add(ulong clientHash) => AddShort((uint)(clientHash >> 32));

    /// <summary>Forgets all clients.</summary>
    public void Clear()
    {
        Array.Clear(_registers);
        _setCount = 0;
        _isSet = true;
    }

    /// <summary>Adds the clients of a written sketch; false, with this one unchanged, when the bytes are not one.</summary>
    public bool TryMerge(ReadOnlySpan<byte> written)
    {
        if (written.Length == Registers)
        {
            if (written.ContainsAnyExceptInRange((byte)0, (byte)(RankBits + 1)))
            {
                return false;
            }
            BecomeRegisters();
            for (int i = 0; i < Registers; i++)
            {
                _registers[i] = Math.Max(_registers[i], written[i]);
            }
            return true;
        }
        if (written.Length % 4 != 0 || written.Length > SetLimit * 4)
        {
            return false;
        }
        if (!IsRising(written))
        {
            return false;
        }
        for (; !written.IsEmpty; written = written[4..])
        {
            AddShort(BinaryPrimitives.ReadUInt32LittleEndian(written));
        }
        return true;
    }

    /// <summary>The bytes: hashes in rising order, or the registers. The same set of clients gives the same bytes.</summary>
    public byte[] Write()
    {
        if (!_isSet)
        {
            return (byte[])_registers.Clone();
        }
        byte[] bytes = new byte[_setCount * 4];
        for (int i = 0; i < _setCount; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), _set[i]);
        }
        return bytes;
    }

    /// <summary>The estimated number of clients; exact up to 15. Never more than 2^32, the number of hashes, even where registers were made up.</summary>
    public double Estimate() => _isSet ? _setCount : Math.Min(HyperLogLog.Estimate(_registers, RankBits), uint.MaxValue + 1.0);

    private static bool IsRising(ReadOnlySpan<byte> hashes)
    {
        for (; hashes.Length > 4; hashes = hashes[4..])
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(hashes) >= BinaryPrimitives.ReadUInt32LittleEndian(hashes[4..]))
            {
                return false;
            }
        }
        return true;
    }

    private void AddShort(uint hash)
    {
        if (!_isSet)
        {
            Register(hash);
            return;
        }
        int at = Array.BinarySearch(_set, 0, _setCount, hash);
        if (at >= 0)
        {
            return;
        }
        if (_setCount == SetLimit)
        {
            BecomeRegisters();
            Register(hash);
            return;
        }
        Array.Copy(_set, ~at, _set, ~at + 1, _setCount - ~at);
        _set[~at] = hash;
        _setCount++;
    }

    private void BecomeRegisters()
    {
        if (_isSet)
        {
            for (int i = 0; i < _setCount; i++)
            {
                Register(_set[i]);
            }
            _setCount = 0;
            _isSet = false;
        }
    }

    /// <summary>Six bits choose the register, the leading zeros of the other 26 are its rank.</summary>
    private void Register(uint hash)
    {
        uint index = hash >> RankBits;
        uint rest = unchecked(hash << 6);
        byte rank = (byte)(Math.Min(BitOperations.LeadingZeroCount(rest), RankBits) + 1);
        _registers[index] = Math.Max(_registers[index], rank);
    }
}
