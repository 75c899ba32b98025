namespace MbimEmulator.Profiles;

/// <summary>How the subscriber stands with a provider that is not the home provider.</summary>
public enum ProviderKind
{
    /// <summary>Home if its id is the home provider's, else roaming.</summary>
    Ordinary,

    /// <summary>Roaming at home's conditions.</summary>
    Partner,

    /// <summary>It refuses the subscriber.</summary>
    Forbidden,
}
