using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Contexts;

/// <summary>
/// Contexts that the maker, the carrier or the host provisioned, by their ids. Two CIDs show them: that of Basic Connect, and that of MS Basic Connect Extensions,
/// which knows one context for each type.
/// </summary>
internal sealed class ProvisionedContexts
{
    private readonly ModuleContext _modem;
    private readonly SortedDictionary<uint, ProvisionedContextProfile> _contexts = [];

    public ProvisionedContexts(ModuleContext modem)
    {
        _modem = modem;
        Load(modem.TryRestore(ProvisionedContextsSection.Kept, out var kept) ? kept : modem.Profile.Contexts.Provisioned);
        (Info, InfoV2) = (Describe(), DescribeV2());
    }

    /// <summary>As Basic Connect tells them.</summary>
    public ProvisionedContextsInfo Info { get; private set; }

    /// <summary>As MS Basic Connect Extensions tells them.</summary>
    public ProvisionedContextsInfoV2 InfoV2 { get; private set; }

    /// <summary>All of them in the order of their ids.</summary>
    public MbimArray<ProvisionedContextProfile> TakeSnapshot() => [.. _contexts.Values];

    /// <summary>The access string of the first context of a type; empty if there is none.</summary>
    public string AccessStringFor(Guid type) => Find(type)?.AccessString ?? "";

    /// <summary>The context with which a host's CONNECT would be made: that of its type where it names no access string, or else one that says all the same; null for none.</summary>
    public ProvisionedContextProfile? FindFor(SetConnect request) =>
        request.AccessString.Length == 0 ? Find(request.ContextType) : _contexts.Values.FirstOrDefault(context => IsSame(context, request));

    /// <summary>Adds or replaces a context by its id; the type NONE removes it.</summary>
    public MbimStatus Set(ProvisionedContextProfile context)
    {
        if (ContextTypeNames.ToGuid(context.Type) == ContextTypes.None)
        {
            _contexts.Remove(context.Id);
        }
        else if (_contexts.Count == ContextsProfile.MaxProvisioned && !_contexts.ContainsKey(context.Id))
        {
            return MbimStatus.MemoryFull;
        }
        else
        {
            _contexts[context.Id] = context;
        }

        Tell();
        return MbimStatus.Success;
    }

    /// <summary>Adds a context, or replaces the one of its type, whatever its id.</summary>
    /// <param name="context">The context; its id is chosen here.</param>
    public MbimStatus SetByType(ProvisionedContextProfile context)
    {
        var present = Find(ContextTypeNames.ToGuid(context.Type));
        if (present is null && _contexts.Count == ContextsProfile.MaxProvisioned)
        {
            return MbimStatus.WriteFailure;
        }

        var id = present?.Id ?? FreeId();
        _contexts[id] = context with { Id = id };
        Tell();
        return MbimStatus.Success;
    }

    /// <summary>Removes the contexts of a type.</summary>
    public void Delete(Guid type)
    {
        foreach (var context in _contexts.Values.Where(context => ContextTypeNames.ToGuid(context.Type) == type).ToArray())
        {
            _contexts.Remove(context.Id);
        }

        Tell();
    }

    /// <summary>They are as the profile has them.</summary>
    public void RestoreFactory()
    {
        _contexts.Clear();
        Load(_modem.Profile.Contexts.Provisioned);
        Tell();
    }

    private static bool IsSame(ProvisionedContextProfile context, SetConnect request) =>
        ContextTypeNames.ToGuid(context.Type) == request.ContextType
        && string.Equals(context.AccessString, request.AccessString, StringComparison.OrdinalIgnoreCase)
        && (context.UserName, context.Password) == (request.UserName, request.Password)
        && (context.Compression, context.AuthProtocol) == (request.Compression, request.AuthProtocol)
        && (context.IpType == ContextIpType.Default || context.IpType == request.IpType);

    private ProvisionedContextProfile? Find(Guid type) => _contexts.Values.FirstOrDefault(context => ContextTypeNames.ToGuid(context.Type) == type);

    private uint FreeId()
    {
        var id = 1u;
        while (_contexts.ContainsKey(id))
        {
            id++;
        }

        return id;
    }

    private void Load(MbimArray<ProvisionedContextProfile> contexts)
    {
        foreach (var context in contexts)
        {
            _contexts[context.Id] = context;
        }
    }

    private void Tell()
    {
        var (before, beforeV2) = (Info, InfoV2);
        (Info, InfoV2) = (Describe(), DescribeV2());
        if (InfoV2 != beforeV2)
        {
            _modem.Keep();
            _modem.Notify(MsBasicConnectExtensions.ProvisionedContexts, InfoV2);
        }

        if (Info != before)
        {
            _modem.Notify(BasicConnect.ProvisionedContexts, Info);
        }
    }

    private ProvisionedContextsInfo Describe() => new()
    {
        ProvisionedContexts =
        [
            .. _contexts.Values.Select(context => new ProvisionedContext
            {
                ContextId = context.Id,
                ContextType = ContextTypeNames.ToGuid(context.Type),
                AccessString = context.AccessString,
                UserName = context.UserName,
                Password = context.Password,
                Compression = context.Compression,
                AuthProtocol = context.AuthProtocol,
            }),
        ],
    };

    private ProvisionedContextsInfoV2 DescribeV2() => new()
    {
        ProvisionedContexts =
        [
            .. _contexts.Values.Select(context => new ProvisionedContextV2
            {
                ContextId = context.Id,
                ContextType = ContextTypeNames.ToGuid(context.Type),
                IpType = context.IpType,
                State = context.Enabled ? ContextState.Enabled : ContextState.Disabled,
                Roaming = context.Roaming,
                MediaType = context.MediaType,
                Source = context.Source,
                AccessString = context.AccessString,
                UserName = context.UserName,
                Password = context.Password,
                Compression = context.Compression,
                AuthProtocol = context.AuthProtocol,
            }),
        ],
    };
}
