using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Registration;

/// <content>What the networks around it do, and where it is taken.</content>
internal sealed partial class RegistrationModule
{
    public void LoseCoverage() => _cells.SetLost(true);

    public void RegainCoverage() => _cells.SetLost(false);

    /// <summary>The network refuses the subscriber until <see cref="Allow"/>.</summary>
    /// <exception cref="ArgumentException">There is no reason.</exception>
    public void Deny(NwError error)
    {
        if (error == NwError.None)
        {
            throw new ArgumentException("A refusal needs a network error.", nameof(error));
        }

        _denial = error;
        if (Provider is not null)
        {
            Leave(RegisterState.Denied, error, MbimStatus.NotRegistered);
        }
    }

    public void Allow()
    {
        _denial = NwError.None;
        if (Info.RegisterState == RegisterState.Denied)
        {
            Search();
        }
    }

    /// <summary>The registered modem moves into another provider's cell; what is connected stays so.</summary>
    /// <exception cref="ArgumentException">The profile's network has no such provider, or it is forbidden.</exception>
    /// <exception cref="InvalidOperationException">The modem is not registered.</exception>
    public void Roam(string providerId)
    {
        if (Provider is null)
        {
            throw new InvalidOperationException($"The modem is {Info.RegisterState}; only a registered one can roam.");
        }

        if (_providers.FindOnAir(providerId) is not { } provider || provider.Kind == ProviderKind.Forbidden)
        {
            var allowed = Profile.Network.Providers.Where(candidate => candidate.Kind != ProviderKind.Forbidden).Select(candidate => candidate.Id);
            throw new ArgumentException($"'{providerId}' is not a provider to roam to; expected one of {string.Join(", ", allowed)}.", nameof(providerId));
        }

        _cells.Forget();
        if (Denylist.Has(provider))
        {
            Search();
            return;
        }

        Become(_providers.StateAt(provider), provider, NwError.None);
    }

    // The modem was taken to a provider's cell, or what it hears where it is has changed.
    private void OnMoved(string? providerId)
    {
        if (Provider is not null && _providers.FindOnAir(providerId ?? Provider.Id) is { } provider && !_providers.IsForbidden(provider) && !Denylist.Has(provider))
        {
            Become(_providers.StateAt(provider), provider, NwError.None);
        }
        else if (!HasCoverage)
        {
            if (Info.RegisterState is not (RegisterState.Deregistered or RegisterState.Searching) && !Denylist.HasSim)
            {
                Leave(RegisterState.Searching, NwError.None, MbimStatus.NotRegistered);
            }
        }
        else if (Provider is not null || (HasFoundNone && (Info.RegisterState == RegisterState.Searching || (Choose() is { } other && !_providers.IsForbidden(other)))))
        {
            Search();
        }

        _cells.Tell();
    }
}
