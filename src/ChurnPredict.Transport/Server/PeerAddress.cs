using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace ChurnPredict.Transport;

/// <summary>A client's address in gRPC's form.</summary>
internal static class PeerAddress
{
    public static string Format(ConnectionInfo connection) => connection.RemoteIpAddress switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetwork } address => $"ipv4:{address}:{connection.RemotePort}",
        { AddressFamily: AddressFamily.InterNetworkV6 } address => $"ipv6:[{address}]:{connection.RemotePort}",
        var address => $"unknown:{address}:{connection.RemotePort}",
    };
}
