using MbimProtocol.Generated;

namespace MbimProtocol.Encoding;

/// <summary>One TLV, read in place.</summary>
public readonly ref struct TlvView
{
    /// <summary>Views a TLV.</summary>
    public TlvView(ReadOnlySpan<byte> buffer, int position)
    {
        Type = (TlvType)WireFormat.UInt16(buffer, position);
        Data = WireFormat.TlvData(buffer, position);
    }

    /// <summary>The type.</summary>
    public TlvType Type { get; }

    /// <summary>The data without padding.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>A copy.</summary>
    public Tlv ToTlv() => new(Type, MbimArray.Create(Data));
}

/// <summary>TLVs back to back, read in place.</summary>
public readonly ref struct TlvListView
{
    private readonly ReadOnlySpan<byte> _bytes;

    /// <summary>Views bytes that hold whole TLVs.</summary>
    public TlvListView(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Enumerates the TLVs.</summary>
    public Enumerator GetEnumerator() => new(_bytes);

    /// <summary>Goes from TLV to TLV.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<byte> _bytes;
        private int _position;
        private int _next;

        internal Enumerator(ReadOnlySpan<byte> bytes) => _bytes = bytes;

        /// <summary>The current TLV.</summary>
        public readonly TlvView Current => new(_bytes, _position);

        /// <summary>Goes to the next TLV; false at the end.</summary>
        public bool MoveNext()
        {
            if (_next >= _bytes.Length)
            {
                return false;
            }

            _position = _next;
            _next += WireFormat.TlvSize(_bytes, _position);
            return true;
        }
    }
}
