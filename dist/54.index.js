export const id = 54;
export const ids = [54];
export const modules = {

/***/ 9054:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   environmentProxyAgent: () => (/* binding */ environmentProxyAgent)
/* harmony export */ });
/* harmony import */ var agent_base__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(319);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7067);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4708);
/* harmony import */ var http_proxy_agent__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8947);
/* harmony import */ var https_proxy_agent__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1566);
/* harmony import */ var proxy_from_env__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8182);






/** An agent that goes through the proxy of the environment, host by host. */
function environmentProxyAgent() {
    return new EnvironmentProxyAgent({ keepAlive: true });
}
class EnvironmentProxyAgent extends agent_base__WEBPACK_IMPORTED_MODULE_0__/* .Agent */ .g6 {
    #direct = { http: new node_http__WEBPACK_IMPORTED_MODULE_1__.Agent({ keepAlive: true }), https: new node_https__WEBPACK_IMPORTED_MODULE_2__.Agent({ keepAlive: true }) };
    #proxied = new Map();
    connect(request, options) {
        const scheme = options.secureEndpoint ? 'https' : 'http';
        const host = request.getHeader('host');
        const proxy = (0,proxy_from_env__WEBPACK_IMPORTED_MODULE_5__/* .getProxyForUrl */ .T)(`${scheme}://${typeof host === 'string' ? host : (options.host ?? '')}`);
        if (proxy === '')
            return this.#direct[scheme];
        const key = `${scheme} ${proxy}`;
        const agent = this.#proxied.get(key) ??
            (scheme === 'https'
                ? new https_proxy_agent__WEBPACK_IMPORTED_MODULE_4__/* .HttpsProxyAgent */ .b(proxy, { keepAlive: true })
                : new http_proxy_agent__WEBPACK_IMPORTED_MODULE_3__/* .HttpProxyAgent */ .s(proxy, { keepAlive: true }));
        this.#proxied.set(key, agent);
        return agent;
    }
}


/***/ })

};
