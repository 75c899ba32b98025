using System.Buffers.Binary;
using MbimEmulator.Profiles;

namespace MbimEmulator.Tests.Card;

/// <summary>A real card's session with its terminals as GSMTAP has it, and the card that answers as that one did.</summary>
internal sealed class RecordedSession
{
    private const int PacketBlock = 6;
    private const byte AnswerToReset = 1;

    private readonly Dictionary<string, Recorded> _files = new(StringComparer.Ordinal);
    private readonly string[] _directory = new string[4];
    private readonly string?[] _application = new string?[4];
    private readonly string?[] _file = new string?[4];
    private string? _selecting;
    private Recorded? _searched;
    private byte[] _pattern = [];

    private RecordedSession(List<byte[]?> exchanges)
    {
        Exchanges = exchanges;
        foreach (var exchange in exchanges)
        {
            if (exchange is null)
            {
                Array.Fill(_directory, "3f00");
                Array.Clear(_application);
                Array.Clear(_file);
            }
            else
            {
                Learn(exchange);
            }
        }

        // The files below refer to it, and no terminal has selected it.
        _files["3f00/7f10/6f06"] = new Recorded { Fcp = _files["usim/6f06"].Fcp };
    }

    /// <summary>Command with data or answer, and status word; null for a reset.</summary>
    public IReadOnlyList<byte[]?> Exchanges { get; }

    public byte[] Atr { get; private set; } = [];

    /// <summary>The card: its files by FCP and content.</summary>
    public CardFilesProfile Files => new()
    {
        IsWhole = true,
        Files =
        [
            .. _files.OrderBy(file => file.Key == "3f00" ? 0 : file.Key.Count(character => character == '/') + 1).ThenBy(file => file.Key, StringComparer.Ordinal).Select(file => new CardFileProfile
            {
                Path = file.Key,
                Fcp = file.Value.Fcp is { } fcp ? [.. fcp] : [],
                Kind = file.Value.Fcp is null ? CardFileKind.Directory : null,
                Content = file.Key.EndsWith("/2f06", StringComparison.Ordinal) || file.Key.EndsWith("/6f06", StringComparison.Ordinal) ? [.. file.Value.Rules]
                    : file.Value.Content is { Length: > 0 } content ? [.. content] : null,
            }),
        ],
    };

    public static RecordedSession Read(ReadOnlySpan<byte> pcapng)
    {
        List<byte[]?> exchanges = [];
        byte[] atr = [];
        while (pcapng.Length >= 12)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(pcapng[4..]);
            if (BinaryPrimitives.ReadInt32LittleEndian(pcapng) == PacketBlock)
            {
                // Ethernet, IPv4, UDP, then GSMTAP: version, length in words, type; its subtype says what follows.
                var packet = pcapng.Slice(28, BinaryPrimitives.ReadInt32LittleEndian(pcapng[20..]))[14..];
                var gsmtap = packet[((4 * (packet[0] & 0xF)) + 8)..];
                var payload = gsmtap[(4 * gsmtap[1])..].ToArray();
                if (gsmtap[12] == AnswerToReset)
                {
                    atr = payload;
                    exchanges.Add(null);
                }
                else
                {
                    exchanges.Add(payload);
                }
            }

            pcapng = pcapng[size..];
        }

        return new RecordedSession(exchanges) { Atr = atr };
    }

    private void Learn(byte[] exchange)
    {
        var channel = exchange[0] & 3;
        var status = BinaryPrimitives.ReadUInt16BigEndian(exchange.AsSpan(exchange.Length - 2));
        var body = exchange.AsSpan(5, exchange.Length - 7);
        switch (exchange[1])
        {
            case 0x70 when exchange[2] == 0:
                (_directory[body[0]], _application[body[0]], _file[body[0]]) = ("3f00", null, null);
                break;
            case 0xA4 when status != 0x6A82:
                _selecting = Select(channel, exchange[2], body);
                break;
            case 0xC0 when body.Length > 0 && body[0] == 0x62:
                _files[_selecting!].Fcp ??= body.ToArray();
                break;
            case 0xA2 when status >> 8 == 0x61:
                (_searched, _pattern) = (_files[_file[channel]!], body.ToArray());
                break;
            case 0xC0 when _searched is not null:
                // The records that were found; whether a pattern of part of a record is at its beginning, only a reading tells.
                foreach (var record in body)
                {
                    _searched.Read((record - 1) * _searched.RecordSize, _pattern);
                }

                _searched = null;
                break;
            case 0xB0:
                _files[_file[channel]!].Read((exchange[2] << 8) | exchange[3], body);
                break;
            case 0xB2 when exchange[3] == 4:
                _files[_file[channel]!].Read((exchange[2] - 1) * body.Length, body);
                break;
            case 0xD6:
                _files[_file[channel]!].Write((exchange[2] << 8) | exchange[3], body);
                break;
            case 0xDC when exchange[3] == 4:
                _files[_file[channel]!].Write((exchange[2] - 1) * body.Length, body);
                break;
            default:
                break;
        }
    }

    private string Select(int channel, byte p1, ReadOnlySpan<byte> data)
    {
        string path;
        if (p1 == 4)
        {
            path = MbimEmulator.Card.CardPath.NameOf(data.ToArray());
            if (!_files.ContainsKey(path))
            {
                _files[path] = new Recorded { Fcp = path is "usim" or "isim" ? null : [0x62, (byte)(data.Length + 2), 0x84, (byte)data.Length, .. data] };
            }

            (_application[channel], _directory[channel], _file[channel]) = (path, path, null);
            return path;
        }

        path = p1 == 8 ? "3f00" : _directory[channel];
        for (; data.Length >= 2; data = data[2..])
        {
            var id = Convert.ToHexStringLower(data[..2]);
            path = id switch
            {
                "3f00" => "3f00",
                "7fff" => _application[channel]!,
                _ => $"{(_directory[channel].EndsWith(id, StringComparison.Ordinal) && p1 == 0 ? _directory[channel][..^5] : path)}/{id}",
            };
            if (!_files.ContainsKey(path))
            {
                _files[path] = new Recorded();
            }
        }

        var isDirectory = path is "3f00" or "usim" or "isim" || path.AsSpan(path.LastIndexOf('/') + 1)[0] is '5' or '7';
        (_directory[channel], _file[channel]) = isDirectory ? (path, null) : (path[..path.LastIndexOf('/')], path);
        return path;
    }

    private sealed class Recorded
    {
        private readonly SortedDictionary<int, byte> _first = [];
        private readonly HashSet<int> _written = [];

        public byte[]? Fcp { get; set; }

        public int RecordSize => Fcp![7];

        /// <summary>The rules of an EF_ARR. Of a rule that no terminal has read, nothing is known but that what was done by it was allowed.</summary>
        public byte[] Rules
        {
            get
            {
                var descriptor = Fcp.AsSpan(4);
                var (size, count) = (descriptor[3], descriptor[4]);
                var rules = new byte[size * count];
                rules.AsSpan().Fill(0xFF);
                for (var start = 0; start < rules.Length; start += size)
                {
                    byte[] unknown = [0x80, 1, 3, 0x90, 0];
                    for (var i = 0; i < size; i++)
                    {
                        rules[start + i] = _first.TryGetValue(start + i, out var known) ? known : i < unknown.Length ? unknown[i] : (byte)0xFF;
                    }
                }

                return rules;
            }
        }

        public byte[] Content => _first.Count == 0 ? [] : [.. Enumerable.Range(0, _first.Keys.Max() + 1).Select(at => _first.GetValueOrDefault(at, (byte)0xFF))];

        public void Read(int offset, ReadOnlySpan<byte> bytes)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                if (!_written.Contains(offset + i))
                {
                    if (!_first.TryAdd(offset + i, bytes[i]) && _first[offset + i] != bytes[i])
                    {
                        throw new InvalidDataException($"The recording has two contents of a file at {offset + i}.");
                    }

                }
            }
        }

        public void Write(int offset, ReadOnlySpan<byte> bytes)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                _written.Add(offset + i);
            }
        }
    }
}
