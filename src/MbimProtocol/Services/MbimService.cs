using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>A device service and its CIDs.</summary>
/// <param name="Id">The UUID.</param>
/// <param name="Name">The name in the specification.</param>
/// <param name="Cids">The CIDs whose information buffers are declared, in the order of their numbers; none for a service that is only known.</param>
public sealed record MbimService(Guid Id, string Name, IReadOnlyList<MbimCid> Cids)
{
    /// <summary>The name where a name has to be one word, as in scenarios.</summary>
    public string Identifier { get; init; } = Name.ToUpperInvariant().Replace(' ', '_');

    /// <inheritdoc cref="MbimServiceAttribute.Order"/>
    public int Order { get; init; }

    /// <inheritdoc cref="MbimServiceAttribute.IsStandard"/>
    public bool IsStandard { get; init; }

    /// <inheritdoc cref="MbimServiceAttribute.IsHidden"/>
    public bool IsHidden { get; init; }

    /// <summary>What a notification tells that is not among <see cref="Notifications"/>.</summary>
    public NotificationKind OtherNotifications { get; init; }

    /// <summary>The notifications of the service, in the order of their CIDs.</summary>
    public IReadOnlyList<NotificationDeclaration> Notifications { get; init; } = [];

    /// <summary>The CIDs that are known by number, name and operations alone, in the order of their numbers.</summary>
    public IReadOnlyList<UndeclaredCid> Undeclared { get; init; } = [];

    /// <summary>Whether any information buffer of the service is declared.</summary>
    public bool IsSpoken => Cids.Count > 0;

    /// <summary>The name of a CID, declared or not; null when it is not known.</summary>
    /// <param name="cid">The number of the CID.</param>
    public string? NameOf(uint cid)
    {
        foreach (var declared in Cids)
        {
            if (declared.Number == cid)
            {
                return declared.Name;
            }
        }

        foreach (var undeclared in Undeclared)
        {
            if (undeclared.Number == cid)
            {
                return undeclared.Name;
            }
        }

        return null;
    }

    /// <summary>What the notification of a CID tells; also of a CID that, as far as is known, has none.</summary>
    /// <param name="cid">The number of the CID.</param>
    public NotificationDeclaration NotificationOf(uint cid)
    {
        for (int index = 0; index < Notifications.Count; index++)
        {
            if (Notifications[index].Cid == cid)
            {
                return Notifications[index];
            }
        }

        return new NotificationDeclaration(cid, OtherNotifications);
    }
}
