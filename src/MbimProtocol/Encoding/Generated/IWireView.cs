using System.ComponentModel;

namespace MbimProtocol.Generated;

/// <summary>A structure or information buffer read in place; the generator writes one for every record.</summary>
/// <typeparam name="TSelf">The view itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWireView<TSelf>
    where TSelf : IWireView<TSelf>, allows ref struct
{
    /// <summary>Views bytes that were checked, from the structure's first byte on.</summary>
    static abstract TSelf Create(ReadOnlySpan<byte> buffer);

    /// <summary>How many bytes the structure at the start of <paramref name="buffer"/> takes, its variable data included.</summary>
    static abstract int Measure(ReadOnlySpan<byte> buffer);
}
