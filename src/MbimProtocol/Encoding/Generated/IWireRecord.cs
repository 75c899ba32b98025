using System.ComponentModel;

namespace MbimProtocol.Generated;

/// <summary>A record whose properties are fields on the wire; the generator writes the members for every one.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IWireRecord<TSelf>
    where TSelf : IWireRecord<TSelf>
{
    /// <summary>The fields of this layout, in wire order.</summary>
    static abstract RecordLayout Layout { get; }

    /// <summary>The record with fields changed; what is wrong with the changes is noted in them.</summary>
    TSelf Change(FieldChanges changes);
}
