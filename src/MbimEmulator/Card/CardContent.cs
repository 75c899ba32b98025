namespace MbimEmulator.Card;

/// <summary>What a terminal has read of an elementary file.</summary>
internal sealed class CardContent
{
    private readonly List<byte> _bytes = [];

    /// <summary>Bytes of a record; 0 for a file without.</summary>
    public int RecordSize { get; set; }

    /// <summary>Why nothing was read; SUCCESS if it was, 0 if there is no such file.</summary>
    public StatusWord Status { get; set; }

    public int Size => _bytes.Count;

    public byte[] Bytes => [.. _bytes];

    /// <summary>The whole records.</summary>
    public IEnumerable<byte[]> Records => RecordSize == 0 ? [] : Bytes.Chunk(RecordSize).Where(record => record.Length == RecordSize);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        Status = StatusWord.Success;
    }

    public void Clear()
    {
        _bytes.Clear();
        RecordSize = 0;
        Status = 0;
    }
}
