using System.Buffers.Binary;

namespace MbimEmulator.Network;

/// <summary>DNS over TCP (RFC 1035, 4.2.2): messages with their length in front.</summary>
internal sealed class DnsApplication(TcpConnection connection, DnsResponder dns) : ITcpApplication
{
    private const int PrefixSize = 2;
    private const int MaxAnswer = 4096;

    private readonly byte[] _query = new byte[PrefixSize + DnsResponder.MaxDatagram];
    private int _count;

    public int Room => connection.Free < PrefixSize + MaxAnswer ? 0 : _query.Length - _count;

    public void Receive(ReadOnlySpan<byte> data)
    {
        data.CopyTo(_query.AsSpan(_count));
        _count += data.Length;
        Span<byte> answer = stackalloc byte[PrefixSize + MaxAnswer];
        while (_count >= PrefixSize && connection.Free >= answer.Length)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(_query);
            if (length > DnsResponder.MaxDatagram)
            {
                connection.Abort();
                return;
            }

            if (_count < PrefixSize + length)
            {
                return;
            }

            var count = dns.Answer(_query.AsSpan(PrefixSize, length), answer[PrefixSize..]);
            if (count > 0)
            {
                BinaryPrimitives.WriteUInt16BigEndian(answer, (ushort)count);
                connection.Write(answer[..(PrefixSize + count)]);
            }

            _count -= PrefixSize + length;
            _query.AsSpan(PrefixSize + length, _count).CopyTo(_query);
        }
    }

    public void EndOfStream() => connection.Close();

    public void Sent() => Receive([]);
}
