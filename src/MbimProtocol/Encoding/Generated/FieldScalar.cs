using System.ComponentModel;

namespace MbimProtocol.Generated;

/// <summary>The scalars of information buffers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum FieldScalar
{
    /// <summary>No scalar.</summary>
    None,

    /// <summary>2 bytes, unsigned.</summary>
    UInt16,

    /// <summary>4 bytes, unsigned.</summary>
    UInt32,

    /// <summary>4 bytes, signed.</summary>
    Int32,

    /// <summary>8 bytes, unsigned.</summary>
    UInt64,

    /// <summary>16 bytes in printed order.</summary>
    Uuid,

    /// <summary>4 bytes in network order.</summary>
    IPv4,

    /// <summary>16 bytes in network order.</summary>
    IPv6,
}
