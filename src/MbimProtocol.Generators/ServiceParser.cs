using Microsoft.CodeAnalysis;

namespace MbimProtocol.Generators;

/// <summary>Reads the declaration of a service: an enumeration of CIDs.</summary>
internal static class ServiceParser
{
    public static ServiceModel Parse(INamedTypeSymbol type, AttributeData attribute)
    {
        var problems = new List<Problem>();
        var uuid = attribute.ConstructorArguments[0].Value as string ?? "";
        if (!Guid.TryParseExact(uuid, "D", out _))
        {
            problems.Add(new(Descriptors.UuidWrong, type, [type.Name, uuid]));
        }

        return new ServiceModel(
            type.NamespaceName(),
            type.Name,
            uuid,
            attribute.ConstructorArguments[1].Value as string ?? "",
            attribute.Named("Identifier").Value as string,
            Convert.ToInt32(attribute.Named("Order").Value ?? 0),
            attribute.Named("IsStandard").Value is true,
            attribute.Named("IsHidden").Value is true,
            Convert.ToInt32(attribute.Named("Notifications").Value ?? 0),
            new([.. type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue).Select(ParseCid)]),
            new(problems));
    }

    private static CidModel ParseCid(IFieldSymbol member)
    {
        var notification = member.Attribute(Symbols.Notification);
        return new CidModel(
            member.Name,
            member.Attribute(Symbols.UndeclaredBuffers) is { } undeclared ? Convert.ToInt32(undeclared.ConstructorArguments[0].Value) : null,
            member.Attribute(Symbols.EmptySet) is not null,
            notification is null ? null : Convert.ToInt32(notification.ConstructorArguments[0].Value),
            notification?.Named("Key").Value as string,
            member.Attribute(Symbols.Since) is { } since ? Convert.ToInt32(since.ConstructorArguments[0].Value) : null,
            new Problem(Descriptors.NoNotification, member, [$"{member.ContainingType.Name}.{member.Name}"]));
    }
}
