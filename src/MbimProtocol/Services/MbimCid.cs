using MbimProtocol.Encoding;
using MbimProtocol.Generated;

namespace MbimProtocol.Services;

/// <summary>One CID of a device service: its number, its name, the operations it has and how its buffers are read for people.</summary>
public abstract class MbimCid
{
    private protected MbimCid(Guid service, uint number, string name, BufferKind kinds)
    {
        Service = service;
        Number = number;
        Name = name;
        Kinds = kinds;
    }

    /// <summary>The device service.</summary>
    public Guid Service { get; }

    /// <summary>The number on the wire.</summary>
    public uint Number { get; }

    /// <summary>The name in the specification's notation, such as RADIO_STATE.</summary>
    public string Name { get; }

    /// <summary>The first version that has the CID.</summary>
    public MbimExVersion Since { get; init; } = MbimExVersion.V1;

    /// <summary>Which buffers the CID has.</summary>
    public BufferKind Kinds { get; }

    /// <summary>Whether one information buffer of this CID is sound.</summary>
    /// <param name="kind">Exactly one kind.</param>
    /// <param name="buffer">The information buffer.</param>
    /// <param name="version">The layout.</param>
    /// <param name="mode">Strict, or tolerant of unusual but safe layouts.</param>
    /// <param name="error">What is malformed, or that the CID has no such buffer.</param>
    public abstract bool TryCheck(BufferKind kind, ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, out MbimFormatError error);

    /// <summary>Shows the fields of one information buffer of this CID.</summary>
    /// <param name="kind">Exactly one kind.</param>
    /// <param name="buffer">The information buffer.</param>
    /// <param name="version">The layout.</param>
    /// <param name="visitor">The visitor that receives the fields.</param>
    /// <param name="error">What is malformed, or that the CID has no such buffer.</param>
    public abstract bool TryDescribe(
        BufferKind kind, ReadOnlySpan<byte> buffer, MbimExVersion version, IFieldVisitor visitor, out MbimFormatError error);

    /// <summary>The fields of one information buffer of this CID.</summary>
    /// <param name="kind">Exactly one kind.</param>
    /// <param name="version">The layout.</param>
    /// <returns>The fields; null when the CID has no such buffer.</returns>
    public RecordLayout? GetLayout(BufferKind kind, MbimExVersion version) => (Kinds & kind) == 0 ? null : LayoutOf(kind, version);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private protected abstract RecordLayout LayoutOf(BufferKind kind, MbimExVersion version);
}

/// <summary>A CID with the types of its buffers; <see cref="NoOperation"/> stands for what it does not have.</summary>
/// <typeparam name="TQuery">What a query carries.</typeparam>
/// <typeparam name="TSet">What a set carries.</typeparam>
/// <typeparam name="TResponse">What answers and, for a CID that notifies, what a notification carries.</typeparam>
public class MbimCid<TQuery, TSet, TResponse> : MbimCid
    where TQuery : IInformationBuffer<TQuery>
    where TSet : IInformationBuffer<TSet>
    where TResponse : IInformationBuffer<TResponse>
{
    /// <summary>Declares a CID; the generator does it for every enumeration with [MbimService].</summary>
    public MbimCid(Guid service, uint number, string name, BufferKind kinds)
        : base(service, number, name, kinds)
    {
    }

    /// <inheritdoc/>
    public override bool TryCheck(BufferKind kind, ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, out MbimFormatError error) =>
        kind switch
        {
            BufferKind.Query => TQuery.TryRead(buffer, version, mode, out _, out error),
            BufferKind.Set => TSet.TryRead(buffer, version, mode, out _, out error),
            _ => TResponse.TryRead(buffer, version, mode, out _, out error),
        };

    /// <inheritdoc/>
    public override bool TryDescribe(
        BufferKind kind, ReadOnlySpan<byte> buffer, MbimExVersion version, IFieldVisitor visitor, out MbimFormatError error) =>
        kind switch
        {
            BufferKind.Query => Describe<TQuery>(buffer, version, visitor, out error),
            BufferKind.Set => Describe<TSet>(buffer, version, visitor, out error),
            _ => Describe<TResponse>(buffer, version, visitor, out error),
        };

    private protected override RecordLayout LayoutOf(BufferKind kind, MbimExVersion version) => kind switch
    {
        BufferKind.Query => TQuery.GetLayout(version),
        BufferKind.Set => TSet.GetLayout(version),
        _ => TResponse.GetLayout(version),
    };

    private protected static bool Describe<T>(ReadOnlySpan<byte> buffer, MbimExVersion version, IFieldVisitor visitor, out MbimFormatError error)
        where T : IInformationBuffer<T>
    {
        if (!T.TryRead(buffer, version, MbimReadMode.Tolerant, out var value, out error))
        {
            return false;
        }

        value.Describe(visitor, version);
        return true;
    }
}

/// <summary>A CID whose notification is not laid out as its response.</summary>
/// <typeparam name="TQuery">What a query carries.</typeparam>
/// <typeparam name="TSet">What a set carries.</typeparam>
/// <typeparam name="TResponse">What answers.</typeparam>
/// <typeparam name="TNotification">What a notification carries.</typeparam>
public sealed class MbimCid<TQuery, TSet, TResponse, TNotification> : MbimCid<TQuery, TSet, TResponse>
    where TQuery : IInformationBuffer<TQuery>
    where TSet : IInformationBuffer<TSet>
    where TResponse : IInformationBuffer<TResponse>
    where TNotification : IInformationBuffer<TNotification>
{
    /// <summary>Declares a CID; the generator does it for every enumeration with [MbimService].</summary>
    public MbimCid(Guid service, uint number, string name, BufferKind kinds)
        : base(service, number, name, kinds)
    {
    }

    /// <inheritdoc/>
    public override bool TryCheck(BufferKind kind, ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, out MbimFormatError error) =>
        kind == BufferKind.Notification
            ? TNotification.TryRead(buffer, version, mode, out _, out error)
            : base.TryCheck(kind, buffer, version, mode, out error);

    /// <inheritdoc/>
    public override bool TryDescribe(
        BufferKind kind, ReadOnlySpan<byte> buffer, MbimExVersion version, IFieldVisitor visitor, out MbimFormatError error) =>
        kind == BufferKind.Notification
            ? Describe<TNotification>(buffer, version, visitor, out error)
            : base.TryDescribe(kind, buffer, version, visitor, out error);

    private protected override RecordLayout LayoutOf(BufferKind kind, MbimExVersion version) =>
        kind == BufferKind.Notification ? TNotification.GetLayout(version) : base.LayoutOf(kind, version);
}
