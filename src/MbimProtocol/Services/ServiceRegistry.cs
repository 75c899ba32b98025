namespace MbimProtocol.Services;

/// <summary>The services as they are once nobody adds any more.</summary>
internal sealed class ServiceRegistry
{
    public ServiceRegistry(IReadOnlyList<MbimService> registered)
    {
        var own = DeclaredServices.All.Where(service => registered.All(other => other.Id != service.Id));
        Known =
        [
            .. own.Concat(registered)
                .OrderBy(service => service.Order == 0 ? int.MaxValue : service.Order)
                .ThenBy(service => service.Name, StringComparer.Ordinal),
        ];
        Spoken = [.. Known.Where(service => service.IsSpoken)];
    }

    public IReadOnlyList<MbimService> Known { get; }

    public IReadOnlyList<MbimService> Spoken { get; }

    /// <summary>A registered service may stand in for one that this library only knows; otherwise its UUID and name must be its own.</summary>
    public static void RequireFree(MbimService service, IReadOnlyList<MbimService> registered)
    {
        var others = DeclaredServices.All.Where(own => own.IsSpoken || own.Id != service.Id).Concat(registered);
        foreach (var other in others)
        {
            if (other.Id == service.Id)
            {
                throw new ArgumentException($"The device services {other.Name} and {service.Name} have the same UUID, {service.Id}.", nameof(service));
            }

            if (string.Equals(other.Name, service.Name, StringComparison.OrdinalIgnoreCase))
            {
                throw new ArgumentException($"Two device services have the name {service.Name}: {other.Id} and {service.Id}.", nameof(service));
            }
        }
    }

    /// <summary>The service with this UUID, a registered one before one of this library; null when there is none. It needs no list of all.</summary>
    public static MbimService? Find(MbimService[] registered, Guid id)
    {
        foreach (var service in registered)
        {
            if (service.Id == id)
            {
                return service;
            }
        }

        return DeclaredServices.Find(id);
    }
}
