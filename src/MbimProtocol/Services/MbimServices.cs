using System.Collections.Immutable;

namespace MbimProtocol.Services;

/// <summary>
/// The device services that are declared: those of this library, and those that a program has registered. What others read of it must not
/// change under them, so the first one who reads closes the list.
/// </summary>
/// <example>
/// An assembly that declares services of its own gets a class <c>DeclaredServices</c> in its root namespace; a program calls it first of all:
/// <code>
/// VendorService.DeclaredServices.Register();
/// </code>
/// </example>
public static class MbimServices
{
    // Null once the list is closed.
    private static ImmutableArray<MbimService>? s_registered = [];

    private static readonly Lock Gate = new();

    private static readonly Lazy<ServiceRegistry> Lists = new(static () => new ServiceRegistry(Registered));

    // What programs have added, once the list is closed.
    private static MbimService[]? s_closed;

    /// <summary>Those of which any information buffer is declared, in their order.</summary>
    public static IReadOnlyList<MbimService> All => Lists.Value.Spoken;

    /// <summary>All of them, also those that are known by UUID, CIDs and notifications alone.</summary>
    public static IReadOnlyList<MbimService> Known => Lists.Value.Known;

    /// <summary>Adds services that another assembly declares, before anybody has read the list.</summary>
    /// <param name="services">The services.</param>
    /// <exception cref="InvalidOperationException">The list was read already.</exception>
    /// <exception cref="ArgumentException">Another service has the UUID or the name.</exception>
    public static void Register(params ReadOnlySpan<MbimService> services)
    {
        lock (Gate)
        {
            if (s_registered is not { } registered)
            {
                throw new InvalidOperationException(
                    "The device services have already been read, so none can be added: call DeclaredServices.Register() at the start of the program, before using anything else in the library.");
            }

            foreach (var service in services)
            {
                ArgumentNullException.ThrowIfNull(service, nameof(services));
                ServiceRegistry.RequireFree(service, registered);
                registered = registered.Add(service);
            }

            s_registered = registered;
        }
    }

    /// <summary>The service with this UUID; null when no information buffer of it is declared.</summary>
    public static MbimService? Find(Guid service) => FindKnown(service) is { IsSpoken: true } found ? found : null;

    /// <summary>The CID of a service; null when no information buffer of it is declared.</summary>
    public static MbimCid? Find(Guid service, uint cid)
    {
        foreach (var candidate in FindKnown(service)?.Cids ?? [])
        {
            if (candidate.Number == cid)
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The service with this UUID, spoken or not; null when it is not known.</summary>
    public static MbimService? FindKnown(Guid service) => ServiceRegistry.Find(Registered, service);

    /// <summary>Whether this library declares information buffers of the service, not a program that has registered it.</summary>
    public static bool IsBuiltIn(Guid service) => DeclaredServices.Find(service) is { IsSpoken: true };

    /// <summary>The name of a service, spoken or not; null when it is not known.</summary>
    public static string? NameOf(Guid service) => FindKnown(service)?.Name;

    /// <summary>The name of a CID, declared or not; null when it is not known.</summary>
    public static string? NameOf(Guid service, uint cid) => FindKnown(service)?.NameOf(cid);

    private static MbimService[] Registered => Volatile.Read(ref s_closed) ?? Close();

    private static MbimService[] Close()
    {
        lock (Gate)
        {
            if (s_registered is { } registered)
            {
                s_registered = null;
                Volatile.Write(ref s_closed, [.. registered]);
            }

            return s_closed!;
        }
    }
}
