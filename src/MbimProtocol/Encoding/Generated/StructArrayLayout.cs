using System.ComponentModel;

namespace MbimProtocol.Generated;

/// <summary>How the elements of a <see cref="StructArrayCursor"/> are found.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum StructArrayLayout
{
    /// <summary>A table of offsets and sizes.</summary>
    Table,

    /// <summary>Back to back.</summary>
    BackToBack,
}
