using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using MbimEmulator.Profiles;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Network;

/// <summary>A session's DNS server (RFC 1035): A and AAAA records of the profile's names; every other name does not exist.</summary>
internal sealed class DnsResponder
{
    /// <summary>What goes over UDP without an agreement on more.</summary>
    public const int MaxDatagram = 512;

    private const int HeaderSize = 12;
    private const int MaxName = 253;
    private const int AddressRecordSize = 12;
    private const ushort TypeA = 1;
    private const ushort TypeAaaa = 28;
    private const ushort TypeAny = 255;
    private const ushort ClassInternet = 1;
    private const ushort ClassAny = 255;
    private const uint TimeToLive = 60;

    private readonly Dictionary<string, InternetAddress[]> _names = new(StringComparer.OrdinalIgnoreCase);

    public DnsResponder(InternetProfile profile, IPConfigurationInfo session)
    {
        foreach (var name in profile.Names)
        {
            List<InternetAddress> addresses = [];
            if (name.IsGateway && session.IPv4Gateway is { } v4)
            {
                addresses.Add(InternetAddress.Of(v4));
            }

            if (name.IsGateway && session.IPv6Gateway is { } v6)
            {
                addresses.Add(InternetAddress.Of(v6));
            }

            addresses.AddRange(name.IPv4.Select(InternetAddress.Of));
            addresses.AddRange(name.IPv6.Select(InternetAddress.Of));
            _names[name.Name] = [.. addresses];
        }
    }

    /// <summary>DNS' response codes.</summary>
    private enum Code : ushort
    {
        NoError = 0,
        FormatError = 1,
        NameError = 3,
        NotImplemented = 4,
    }

    /// <summary>Answers a query; 0 for what is none. What does not fit is left out, and the answer says that it is truncated.</summary>
    public int Answer(ReadOnlySpan<byte> query, Span<byte> answer)
    {
        const ushort ResponseFlag = 0x8000;
        const ushort OperationCode = 0x7800;
        if (query.Length < HeaderSize)
        {
            return 0;
        }

        var flags = BinaryPrimitives.ReadUInt16BigEndian(query[2..]);
        if ((flags & ResponseFlag) != 0)
        {
            return 0;
        }

        query[..HeaderSize].CopyTo(answer);
        answer[4..HeaderSize].Clear();
        if ((flags & OperationCode) != 0)
        {
            return Finish(answer, flags, Code.NotImplemented, HeaderSize);
        }

        Span<char> text = stackalloc char[MaxName];
        if (BinaryPrimitives.ReadUInt16BigEndian(query[4..]) != 1 || !TryReadName(query[HeaderSize..], text, out var nameSize, out var length) ||
            query.Length < HeaderSize + nameSize + 4)
        {
            return Finish(answer, flags, Code.FormatError, HeaderSize);
        }

        var questionEnd = HeaderSize + nameSize + 4;
        query[HeaderSize..questionEnd].CopyTo(answer[HeaderSize..]);
        answer[5] = 1;
        var type = BinaryPrimitives.ReadUInt16BigEndian(query[(questionEnd - 4)..]);
        var queryClass = BinaryPrimitives.ReadUInt16BigEndian(query[(questionEnd - 2)..]);
        if (queryClass is not (ClassInternet or ClassAny) || !TryFind(text[..length], out var addresses))
        {
            return Finish(answer, flags, Code.NameError, questionEnd);
        }

        return AddRecords(answer, flags, type, addresses, questionEnd);
    }

    private static int AddRecords(Span<byte> answer, ushort flags, ushort type, InternetAddress[] addresses, int end)
    {
        const ushort Truncated = 0x0200;
        const ushort PointerToQuestion = 0xC000 | HeaderSize;
        ushort count = 0;
        foreach (var address in addresses)
        {
            var recordType = address.IsIPv6 ? TypeAaaa : TypeA;
            if (type != recordType && type != TypeAny)
            {
                continue;
            }

            if (answer.Length < end + AddressRecordSize + address.Size)
            {
                flags |= Truncated;
                break;
            }

            var record = answer[end..];
            BinaryPrimitives.WriteUInt16BigEndian(record, PointerToQuestion);
            BinaryPrimitives.WriteUInt16BigEndian(record[2..], recordType);
            BinaryPrimitives.WriteUInt16BigEndian(record[4..], ClassInternet);
            BinaryPrimitives.WriteUInt32BigEndian(record[6..], TimeToLive);
            BinaryPrimitives.WriteUInt16BigEndian(record[10..], (ushort)address.Size);
            address.Write(record[AddressRecordSize..]);
            end += AddressRecordSize + address.Size;
            count++;
        }

        BinaryPrimitives.WriteUInt16BigEndian(answer[6..], count);
        return Finish(answer, flags, Code.NoError, end);
    }

    // Of the query's flags the operation and "recursion desired" come back; the answer is a response of the authority, which recurses.
    private static int Finish(Span<byte> answer, ushort flags, Code code, int end)
    {
        const ushort Kept = 0x7B00;
        BinaryPrimitives.WriteUInt16BigEndian(answer[2..], (ushort)(0x8480 | (flags & Kept) | (ushort)code));
        return end;
    }

    // A question's name stands there in full: a pointer would point at itself.
    private static bool TryReadName(ReadOnlySpan<byte> bytes, Span<char> text, out int size, out int length)
    {
        (size, length) = (0, 0);
        while (size < bytes.Length)
        {
            var label = bytes[size++];
            if (label == 0)
            {
                return true;
            }

            if (label > 63 || bytes.Length - size < label || length + label + (length > 0 ? 1 : 0) > text.Length)
            {
                return false;
            }

            if (length > 0)
            {
                text[length++] = '.';
            }

            foreach (var c in bytes.Slice(size, label))
            {
                text[length++] = (char)c;
            }

            size += label;
        }

        return false;
    }

    private bool TryFind(ReadOnlySpan<char> name, [NotNullWhen(true)] out InternetAddress[]? addresses) =>
#if NET9_0_OR_GREATER
        _names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out addresses);
#else
        _names.TryGetValue(name.ToString(), out addresses);
#endif
}
